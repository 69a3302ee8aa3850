package dev.jenvoy.chat.kind.xmpp;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.ServerAddress;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Rooms of XMPP. Loads Smack when the first account connects; reading the configuration needs its JIDs alone. */
public final class XmppKind implements RoomKind {

    static final String NAME = "xmpp";

    private static final int CLIENT_PORT = 5222;
    private static final Pattern NICK = Pattern.compile("[^\\p{Cntrl}\\s/@][^\\p{Cntrl}/@]{0,40}");

    private static final ValueReader<String> JID =
            ValueReaders.text(jid -> XmppRoom.bare(jid).isPresent(), "a JID, such as \"bot@example.org\"");

    private final @Nullable X509TrustManager trust;
    private final XmppTimes times;

    /** Trusts the certificates that Java trusts. */
    public XmppKind() {
        this(null, XmppTimes.USUAL);
    }

    XmppKind(@Nullable X509TrustManager trust, XmppTimes times) {
        this.trust = trust;
        this.times = times;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        Optional<String> jid = in.require("jid", JID);
        Secrets password = in.require("password", secrets::readOne).orElse(Secrets.none());
        String nick = in.take("nick", "jenvoy", ValueReaders.text(NICK, "a nick, such as \"jenvoy\""));
        Optional<ServerAddress> server = Optional.empty();
        if (in.has("host") || in.has("port")) {
            server = ServerAddress.read(in, CLIENT_PORT);
            if (server.isEmpty()) {
                return Optional.empty();
            }
        }
        boolean tls = in.take("tls", true, ValueReaders.either("required", "off"));
        if (!tls && !server.map(ServerAddress::isLoopback).orElse(false)) {
            in.error("tls", "\"off\" is for a server on this machine only: \"host\" must say so");
            return Optional.empty();
        }
        if (jid.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new XmppLogin(jid.get(), password, nick, server, tls));
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        in.error("kind", "a room of XMPP needs an account: set \"account\" and \"address\"");
        return Optional.empty();
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return XmppRoom.parse(address).isPresent()
                ? Optional.empty()
                : Optional.of("expected the JID of a room, such as \"dev@conference.example.org\"");
    }

    @Override
    public String shownAddress(String address) {
        return XmppRoom.parse(address).map(XmppRoom::toString).orElse("");
    }

    @Override
    public Optional<String> adminFlaw(String admin) {
        return XmppRoom.bare(admin).isPresent()
                ? Optional.empty()
                : Optional.of("expected the bare JID of a person, such as \"alice@example.org\"");
    }

    @Override
    public Optional<String> commandsFlaw(Login login) {
        return Optional.empty();
    }

    @Override
    public Renderer renderer() {
        return XmppRenderer.STYLED;
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(500);
    }

    /** Returns true: before a message in doubt is sent again, the room's history is searched for it. */
    @Override
    public boolean keepsKeys(Login login) {
        return true;
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        return new XmppConnection((XmppLogin) login, parts, trust, times);
    }
}
