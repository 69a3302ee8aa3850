package dev.jenvoy.chat.kind.googlechat;

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

/** Google Chat. A room is a webhook of a space. */
public final class GoogleChatKind implements UrlRooms {

    static final String NAME = "googlechat";

    private static final int MAX_CHARS = 4_096;

    private final Renderer renderer =
            new MarkupRenderer(new GoogleChatMarkup(), Renderer.Layout.RICH, MAX_CHARS, String::length);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String noAccounts() {
        return "Google Chat has no accounts here: give the room \"kind\" and \"url\"";
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        return HttpKeys.url(in, secrets).map(GoogleChatHook::new);
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    /** A space takes one message a second from all its webhooks together. */
    @Override
    public Duration pace() {
        return Duration.ofSeconds(1);
    }

    /** Every message has a request id. That webhooks honour it is likely, but not documented. */
    @Override
    public boolean keepsKeys(Login login) {
        return true;
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        GoogleChatHook hook = (GoogleChatHook) login;
        return HttpConnection.to(hook.url(), new GoogleChatHook.Dialect(hook, renderer), parts.clock());
    }
}
