package dev.jenvoy.chat.kind.irc;

import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.IncomingCommand;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds commands in what people write. A person is the services account that the server names over TLS, with the message or
 * when it is asked; a nick proves nothing.
 */
final class IrcCommands {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");
    private static final int MAX_REPLY_LINES = 15;

    /** What servers mark the messages of other bots with; the second one is of older servers. */
    private static final List<String> BOT_TAGS = List.of("bot", "draft/bot");

    private final IrcLogin login;
    private final String account;
    private final CommandReceiver receiver;
    private final IrcConnection connection;
    private final Map<String, IrcChannel> channels = new ConcurrentHashMap<>();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    IrcCommands(
            IrcLogin login,
            String account,
            Collection<String> rooms,
            CommandReceiver receiver,
            IrcConnection connection) {
        this.login = login;
        this.account = account;
        this.receiver = receiver;
        this.connection = connection;
        for (String address : rooms) {
            IrcChannel.parse(address).ifPresent(channel -> {
                channels.put(channel.id(), channel);
                addresses.put(channel.id(), address);
            });
        }
    }

    /** Returns the channels to be in, by their ids. */
    Map<String, IrcChannel> channels() {
        return channels;
    }

    /** Takes a line of another; called by the reading thread. */
    void heard(IrcSession session, IrcLine line) {
        if (!line.command().equals("PRIVMSG")
                || line.source().indexOf('!') < 0
                || BOT_TAGS.stream().anyMatch(line.tags()::containsKey)
                || !IncomingCommand.isCommand(line.text())) {
            return;
        }
        String target = IrcChannel.fold(line.param(0));
        boolean privately = IrcRooms.isSame(target, session.nick());
        String address = addresses.get(target);
        if (privately) {
            take(session, line, "", line.nick());
        } else if (address != null && !isOlder(line, session.rooms().since(target))) {
            take(session, line, address, line.param(0));
        }
    }

    private void take(IrcSession session, IrcLine line, String address, String replyTo) {
        Optional<String> named = line.tag("account").filter(name -> !name.isEmpty() && !name.equals("*"));
        if (!login.tls()) {
            deliver(session, line, Optional.empty(), address, replyTo);
        } else if (session.has("account-tag")) {
            deliver(session, line, named, address, replyTo);
        } else {
            var unused =
                    session.account(line.nick()).thenAccept(person -> deliver(session, line, person, address, replyTo));
        }
    }

    private void deliver(IrcSession session, IrcLine line, Optional<String> person, String address, String replyTo) {
        IncomingCommand command = new IncomingCommand(
                account, person, address.isEmpty(), address, line.text().strip());
        receiver.received(command, reply -> answer(session, line, reply, replyTo));
    }

    private void answer(IrcSession session, IrcLine line, CommandReply reply, String replyTo) {
        Optional<String> id = line.tag("msgid");
        if (reply.redact() && id.isPresent()) {
            try {
                session.redact(replyTo, id.get());
            } catch (IOException e) {
                LOG.debug("command not redacted account={}", account, e);
            }
        }
        List<String> lines = reply.text().lines().toList();
        connection.reply(
                replyTo,
                lines.size() <= MAX_REPLY_LINES
                        ? lines
                        : Stream.concat(lines.stream().limit(MAX_REPLY_LINES - 1), Stream.of("…"))
                                .toList());
    }

    /** Returns whether it was written before we joined: both times are the server's. */
    private static boolean isOlder(IrcLine line, Optional<Instant> joined) {
        Optional<Instant> written = IrcRooms.time(line);
        return written.isPresent() && joined.isPresent() && written.get().isBefore(joined.get());
    }
}
