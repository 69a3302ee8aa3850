package dev.jenvoy.chat.kind.rocketchat;

import dev.jenvoy.chat.kind.mattermost.MattermostMarkup;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.Said;
import dev.jenvoy.chat.text.MarkupRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.secret.SecretReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rocket.Chat. A room is an incoming webhook. */
public final class RocketChatKind implements RoomKind {

    static final String NAME = "rocketchat";

    private static final String NO_ACCOUNTS = "Rocket.Chat has no accounts here: give the room \"kind\" and \"url\"";

    /** The server's default; its administrator may have set another. */
    private static final int MAX_CHARS = 5_000;

    private final Renderer renderer =
            new MarkupRenderer(new MattermostMarkup(), Renderer.Layout.RICH, MAX_CHARS, String::length);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        in.error("kind", NO_ACCOUNTS);
        return Optional.empty();
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        return HttpKeys.url(in, secrets).map(RocketChatHook::new);
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return Optional.of(NO_ACCOUNTS);
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
        Said said = Said.without(hook.url(), List.of());
        return new HttpConnection(new RocketChatHook.Dialect(hook, renderer), said, parts.clock());
    }
}
