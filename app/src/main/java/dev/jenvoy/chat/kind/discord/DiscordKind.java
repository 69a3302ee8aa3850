package dev.jenvoy.chat.kind.discord;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.NoRooms;
import dev.jenvoy.chat.text.MarkupRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Discord. A room is a webhook of a channel; an account only receives commands. */
public final class DiscordKind implements RoomKind {

    static final String NAME = "discord";

    private static final int MAX_CHARS = 2_000;
    private static final String NO_ROOMS =
            "a Discord room has a webhook: give it \"kind\" and \"url\", not \"account\"";

    private static final ValueReader<String> PUBLIC_KEY =
            ValueReaders.text(DiscordInteractionSignature.KEY, "the application's public key, 64 hex digits");

    private final Renderer renderer =
            new MarkupRenderer(new DiscordMarkup(), Renderer.Layout.RICH, MAX_CHARS, String::length);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        return in.require("public_key", PUBLIC_KEY).map(key -> new DiscordApp(key.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        return HttpKeys.url(in, secrets).map(DiscordHook::new);
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return Optional.of(NO_ROOMS);
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(500);
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        if (login instanceof DiscordHook hook) {
            return HttpConnection.to(hook.url(), new DiscordHook.Dialect(hook, renderer), parts.clock());
        }
        return new NoRooms(NO_ROOMS);
    }
}
