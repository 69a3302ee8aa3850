package dev.jenvoy.chat.kind.webhook;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.UrlRooms;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.Said;
import dev.jenvoy.chat.text.CommonMark;
import dev.jenvoy.chat.text.MarkupRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.verify.StandardSecret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Any program that takes signed JSON (Standard Webhooks). A room is an address of the program. */
public final class WebhookKind implements UrlRooms {

    static final String NAME = "webhook";

    private static final int MAX_BYTES = 32_000;

    private final Renderer renderer =
            new MarkupRenderer(new CommonMark(), Renderer.Layout.RICH, MAX_BYTES, MarkupRenderer::utf8Bytes);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String noAccounts() {
        return "a webhook has no account: give the room \"kind\", \"url\" and \"secret\"";
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        Optional<WebAddress> url = HttpKeys.url(in, secrets);
        Optional<Secrets> secret = in.require("secret", standard(secrets));
        return url.isPresent() && secret.isPresent()
                ? Optional.of(new ProgramHook(url.get(), secret.get()))
                : Optional.empty();
    }

    private static ValueReader<Secrets> standard(SecretReader secrets) {
        return (node, place) -> {
            Optional<Secrets> secret = HttpKeys.secret(secrets).read(node, place);
            if (secret.isPresent()
                    && StandardSecret.key(HttpKeys.plain(secret.get())).isEmpty()) {
                place.error(
                        node,
                        "expected a secret in the form of Standard Webhooks, " + StandardSecret.PREFIX + " and base64");
                return Optional.empty();
            }
            return secret;
        };
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    @Override
    public Duration pace() {
        return Duration.ZERO;
    }

    /** A receiver may drop a second message with the same id, but need not. */
    @Override
    public boolean keepsKeys(Login login) {
        return false;
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        ProgramHook hook = (ProgramHook) login;
        List<String> secret = new ArrayList<>(hook.secret().texts());
        secret.add(HttpKeys.plain(hook.secret()).substring(StandardSecret.PREFIX.length()));
        Said said = Said.without(hook.url(), secret);
        return new HttpConnection(new ProgramHook.Dialect(hook, renderer, parts.clock()), said, parts.clock());
    }
}
