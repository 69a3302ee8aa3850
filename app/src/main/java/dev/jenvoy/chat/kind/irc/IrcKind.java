package dev.jenvoy.chat.kind.irc;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.ServerAddress;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/** Channels of IRC. Each line of a message is a NOTICE, or a PRIVMSG on servers that do not say whether a notice was refused. */
public final class IrcKind implements RoomKind {

    static final String NAME = "irc";

    private static final int TLS_PORT = 6697;
    private static final Duration PACE = Duration.ofMillis(1_200);
    private static final Pattern NICK = Pattern.compile("[A-Za-z\\[\\]\\\\`_^{|}][A-Za-z0-9\\[\\]\\\\`_^{|}-]{0,29}");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._\\[\\]{}|^`-]{0,29}");

    private final SSLSocketFactory sockets;
    private final IrcTimes times;

    /** Trusts the certificates that Java trusts. */
    public IrcKind() {
        this((SSLSocketFactory) SSLSocketFactory.getDefault(), IrcTimes.USUAL);
    }

    IrcKind(SSLSocketFactory sockets, IrcTimes times) {
        this.sockets = sockets;
        this.times = times;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        boolean tls = in.take("tls", true, ValueReaders.FLAG);
        Optional<ServerAddress> server = ServerAddress.read(in, TLS_PORT);
        Optional<String> nick = in.require("nick", ValueReaders.text(NICK, "a nick, such as \"jenvoy\""));
        Optional<String> user = in.take("user", ValueReaders.text(USER, "a user name, such as \"jenvoy\""));
        Secrets password = in.take("password", Secrets.none(), secrets::readOne);
        Secrets serverPassword = in.take("server_password", Secrets.none(), secrets::readOne);
        Duration pace = in.take("pace", PACE, Amounts.DURATION_OR_ZERO);
        boolean safe = true;
        if (!tls && server.isPresent() && !server.get().isLoopback()) {
            in.error("tls", "false is for a server on this machine only");
            safe = false;
        }
        safe &= isOneLine(password, "password", in) && isOneLine(serverPassword, "server_password", in);
        if (!safe || server.isEmpty() || nick.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new IrcLogin(
                server.get(), tls, nick.get(), user.orElse(userOf(nick.get())), password, serverPassword, pace));
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        in.error("kind", "a room of IRC needs an account: set \"account\" and \"address\"");
        return Optional.empty();
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return IrcChannel.parse(address).isPresent()
                ? Optional.empty()
                : Optional.of("expected a channel, such as \"#dev\", or a channel and its key, such as \"#dev KEY\"");
    }

    @Override
    public String shownAddress(String address) {
        return IrcChannel.parse(address).map(IrcChannel::toString).orElse("");
    }

    @Override
    public Optional<String> commandsFlaw(Login login) {
        return ((IrcLogin) login).tls() ? Optional.empty() : Optional.of("commands are obeyed only over TLS");
    }

    @Override
    public Renderer renderer() {
        return IrcRenderer.PLAIN;
    }

    /** Returns zero: the pace of the account's lines is the limit. */
    @Override
    public Duration pace() {
        return Duration.ZERO;
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        return new IrcConnection((IrcLogin) login, parts, sockets, times);
    }

    private static boolean isOneLine(Secrets secret, String key, ObjectReader in) {
        boolean fine = secret.texts().stream().noneMatch(text -> text.chars().anyMatch(c -> c < ' '));
        if (!fine) {
            in.error(key, "a control character in it");
        }
        return fine;
    }

    private static String userOf(String nick) {
        String user = nick.replaceAll("[^A-Za-z0-9._-]", "");
        return user.isEmpty() ? "jenvoy" : user;
    }
}
