package dev.jenvoy.chat.kind.telegram;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.Said;
import dev.jenvoy.chat.text.MarkupRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Telegram. A room is a chat, a group or a channel that a bot may write in. */
public final class TelegramKind implements RoomKind {

    static final String NAME = "telegram";

    private static final WebAddress API = new WebAddress(URI.create("https://api.telegram.org"));
    private static final Pattern TOKEN = Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{10,100}");
    private static final Pattern ADDRESS = Pattern.compile("(?:-?[0-9]{1,18}|@[A-Za-z0-9_]{4,64})(?:/[0-9]{1,15})?");
    private static final int MAX_CHARS = 4_096;

    private final Renderer renderer =
            new MarkupRenderer(new TelegramMarkup(), Renderer.Layout.RICH, MAX_CHARS, String::length);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        Optional<WebAddress> api = HttpKeys.take(in, "api", API, HttpKeys.address(secrets));
        Optional<Secrets> token = in.require("token", token(secrets));
        return api.isPresent() && token.isPresent()
                ? Optional.of(new TelegramBot(api.get(), token.get()))
                : Optional.empty();
    }

    private static ValueReader<Secrets> token(SecretReader secrets) {
        return (node, place) -> {
            Optional<Secrets> token = HttpKeys.secret(secrets).read(node, place);
            if (token.isPresent() && !TOKEN.matcher(HttpKeys.plain(token.get())).matches()) {
                place.error(node, "expected a token as BotFather shows it: digits, a colon, and letters");
                return Optional.empty();
            }
            return token;
        };
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        in.error("kind", "a Telegram room belongs to an account: give it \"account\" and \"address\"");
        return Optional.empty();
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return ADDRESS.matcher(address).matches()
                ? Optional.empty()
                : Optional.of("expected a chat's id, such as -1001234567890, with /TOPIC for a topic of a forum");
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    /** A group takes 20 messages a minute. */
    @Override
    public Duration pace() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        TelegramBot bot = (TelegramBot) login;
        return new HttpConnection(
                new TelegramBot.Dialect(bot, renderer), new Said(bot.token().texts()), parts.clock());
    }
}
