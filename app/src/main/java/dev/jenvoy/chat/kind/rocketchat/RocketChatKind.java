package dev.jenvoy.chat.kind.rocketchat;

import dev.jenvoy.chat.kind.mattermost.MattermostMarkup;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.UrlRooms;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.text.MarkupRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.secret.SecretReader;
import java.time.Duration;
import java.util.Optional;

/** Rocket.Chat. A room is an incoming webhook. */
public final class RocketChatKind implements UrlRooms {

    static final String NAME = "rocketchat";

    /** The server's default; its administrator may have set another. */
    private static final int MAX_CHARS = 5_000;

    private final Renderer renderer =
            new MarkupRenderer(new MattermostMarkup(), Renderer.Layout.RICH, MAX_CHARS, String::length);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String noAccounts() {
        return "Rocket.Chat has no accounts here: give the room \"kind\" and \"url\"";
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        return HttpKeys.url(in, secrets).map(RocketChatHook::new);
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(200);
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        RocketChatHook hook = (RocketChatHook) login;
        return HttpConnection.to(hook.url(), new RocketChatHook.Dialect(hook, renderer), parts.clock());
    }
}
