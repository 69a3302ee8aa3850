package dev.jenvoy.chat.kind.mail;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.ServerAddress;
import dev.jenvoy.chat.text.PlainRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** Recipients of mail. A message has the sentence as its subject and a text part. */
public final class MailKind implements RoomKind {

    static final String NAME = "mail";

    private static final int SUBMISSION_PORT = 587;
    private static final int IMPLICIT_TLS_PORT = 465;
    private static final int MAX_CHARS = 64_000;
    private static final Duration ATTEMPT = Duration.ofSeconds(40);

    private static final ValueReader<String> ADDRESS = ValueReaders.text(
            text -> MailAddresses.read(text).filter(found -> found.length == 1).isPresent(),
            "an address of mail, such as \"jenvoy@example.org\" or \"Jenvoy <jenvoy@example.org>\"");

    private final Renderer renderer = new PlainRenderer(MAX_CHARS);
    private final SSLSocketFactory sockets;
    private final Duration attempt;

    /** Trusts the certificates that Java trusts. */
    public MailKind() {
        this((SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    MailKind(SSLSocketFactory sockets) {
        this(sockets, ATTEMPT);
    }

    MailKind(SSLSocketFactory sockets, Duration attempt) {
        this.sockets = sockets;
        this.attempt = attempt;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        MailTls tls = in.take("tls", MailTls.STARTTLS, ValueReaders.choice(MailTls.values(), false));
        Optional<ServerAddress> server =
                ServerAddress.read(in, tls == MailTls.IMPLICIT ? IMPLICIT_TLS_PORT : SUBMISSION_PORT);
        String user = in.take("user", "", ValueReaders.TEXT);
        Secrets password = in.take("password", Secrets.none(), secrets::readOne);
        Optional<String> from = in.require("from", ADDRESS);
        boolean safe = true;
        if (tls == MailTls.OFF && server.isPresent() && !server.get().isLoopback()) {
            in.error("tls", "\"off\" is for a server on this machine only");
            safe = false;
        }
        if (user.isEmpty() != password.isEmpty()) {
            in.error(user.isEmpty() ? "password" : "user", "a user needs a password, and a password a user");
            safe = false;
        }
        if (!safe || server.isEmpty() || from.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MailLogin(server.get(), tls, user, password, from.get()));
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        in.error("kind", "a room of mail needs an account: set \"account\" and \"address\"");
        return Optional.empty();
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return MailAddresses.read(address).isPresent()
                ? Optional.empty()
                : Optional.of("expected one or more addresses of mail, such as \"dev@example.org, ops@example.org\"");
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    @Override
    public Duration pace() {
        return Duration.ofSeconds(1);
    }

    /** Returns false: mail of the same {@code Message-ID} is shown once by some programs only. */
    @Override
    public boolean keepsKeys(Login login) {
        return false;
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        return new MailConnection((MailLogin) login, parts, sockets, renderer, attempt);
    }
}
