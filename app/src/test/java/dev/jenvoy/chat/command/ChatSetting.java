package dev.jenvoy.chat.command;

import dev.jenvoy.chat.options.AccountOptions;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.FixedRoute;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.route.RouteBook;
import dev.jenvoy.chat.word.EventNames;
import dev.jenvoy.seal.KeyPlace;
import dev.jenvoy.seal.Keyring;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Rooms, accounts and routes as in a small team, and somebody who writes commands. */
final class ChatSetting {

    static final String ADMIN = "alice@example.org";

    final RememberingChatStore store = new RememberingChatStore();
    final AtomicLong nanos = new AtomicLong();

    /** What the listener of the desk heard. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    final RouteBook book;
    final CommandDesk desk;
    private volatile ChatOptions options;

    /** A login without anything in it. */
    private record Nothing(String kind) implements Login {}

    ChatSetting(Path folder) throws IOException {
        options = options(true);
        Keyring keyring =
                new Keyring(new KeyPlace(Optional.empty(), folder.resolve("endpoint.key")), new SecureRandom());
        book = RouteBook.open(() -> options, store, keyring, InstantSource.system());
        desk = new CommandDesk(
                book,
                () -> options,
                (person, act, about) -> heard.add(act + " by " + person + ": " + about),
                nanos::get);
    }

    void shutDoors() {
        options = options(false);
    }

    private static ChatOptions options(boolean doors) {
        Login jabber = new Nothing("xmpp");
        Login libera = new Nothing("irc");
        Map<String, AccountOptions> accounts = new LinkedHashMap<>();
        accounts.put("jabber", new AccountOptions("jabber", jabber, List.of(ADMIN)));
        accounts.put("libera", new AccountOptions("libera", libera, List.of("alice")));
        Map<String, RoomOptions> rooms = new LinkedHashMap<>();
        rooms.put("ops", room("ops", "jabber", jabber, "ops@chat.example.org"));
        rooms.put("dev", room("dev", "jabber", jabber, "dev@chat.example.org"));
        rooms.put("board", room("board", "libera", libera, "#board rightkey"));
        rooms.put("both-a", room("both-a", "jabber", jabber, "#both"));
        rooms.put("both-b", room("both-b", "libera", libera, "#both"));
        return new ChatOptions(
                accounts,
                rooms,
                List.of(new FixedRoute("acme/fixed", "ops", List.of("release"))),
                EventNames.DEFAULTS,
                Optional.empty(),
                Duration.ofHours(1),
                ChatOptions.OnDoubt.AGAIN,
                doors,
                Optional.empty(),
                Duration.ofMinutes(10),
                Map.of());
    }

    private static RoomOptions room(String name, String account, Login login, String address) {
        return new RoomOptions(
                name,
                Optional.of(account),
                login,
                address,
                address.replaceFirst(" .*", ""),
                false,
                false,
                Optional.empty(),
                false);
    }

    /** Returns the reply to a command that an admin writes in a room, a second after the one before. */
    String admin(String line) throws Exception {
        return reply(ADMIN, false, line).text();
    }

    /** Returns the reply to a command that an admin writes to Jenvoy alone, a second after the one before. */
    String privately(String line) throws Exception {
        return reply(ADMIN, true, line).text();
    }

    CommandReply reply(String person, boolean privately, String line) throws Exception {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        return write(Optional.of(person), privately, line).get(10, TimeUnit.SECONDS);
    }

    /** Returns the reply, which may never come. */
    CompletableFuture<CommandReply> write(Optional<String> person, boolean privately, String line) {
        CompletableFuture<CommandReply> reply = new CompletableFuture<>();
        desk.apply("jabber")
                .received(
                        new IncomingCommand("jabber", person, privately, privately ? "" : "dev@chat.example.org", line),
                        reply::complete);
        return reply;
    }

    /** Returns whether a command is left without a reply. Commands are carried out in order, so a later reply shows it. */
    boolean isIgnored(Optional<String> person, String line) throws Exception {
        CompletableFuture<CommandReply> reply = write(person, false, line);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        CommandReply unusedLater =
                write(Optional.of(ADMIN), false, "!repohook routes").get(10, TimeUnit.SECONDS);
        try {
            CommandReply unusedReply = reply.get(0, TimeUnit.SECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }
}
