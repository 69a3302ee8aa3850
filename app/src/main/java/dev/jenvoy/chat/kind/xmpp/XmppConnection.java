package dev.jenvoy.chat.kind.xmpp;

import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.ReconnectPause;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.ServerAddress;
import dev.jenvoy.chat.room.http.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import javax.net.ssl.X509TrustManager;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jspecify.annotations.Nullable;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.stringprep.XmppStringprepException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One account of XMPP: makes sessions when they are needed, and again when one has ended. */
final class XmppConnection implements Connection, XmppSession.Listener {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    private static final Duration TURN = Duration.ofSeconds(2);
    private static final Pattern IP_LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    private final XmppLogin login;
    private final ConnectionParts parts;
    private final @Nullable X509TrustManager trust;
    private final XmppTimes times;
    private final ReconnectPause pause;
    /** Held by the thread that logs in, joins or sends. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile Optional<String> trouble = Optional.empty();
    private volatile @Nullable XmppCommands commands;
    private volatile @Nullable XmppSession session;
    private volatile boolean closed;
    private volatile Said said;
    private final Set<String> passwords = ConcurrentHashMap.newKeySet();

    XmppConnection(XmppLogin login, ConnectionParts parts, @Nullable X509TrustManager trust, XmppTimes times) {
        this.login = login;
        this.parts = parts;
        this.trust = trust;
        this.times = times;
        this.pause = new ReconnectPause(times.retry());
        this.said = Said.ofLogin(
                login.jid().substring(0, login.jid().indexOf('@')),
                login.password().texts());
    }

    @Override
    public SendResult send(String address, OutgoingMessage message) throws InterruptedException {
        Optional<XmppRoom> room = XmppRoom.parse(address);
        if (room.isEmpty()) {
            return new SendResult.Refused(true, "not the JID of a room");
        }
        know(room.get());
        return said.result(send(room.get(), message));
    }

    private SendResult send(XmppRoom room, OutgoingMessage message) throws InterruptedException {
        if (!turn.tryLock(times.answer().toMillis(), TimeUnit.MILLISECONDS)) {
            return new SendResult.Limited(TURN, false, "other messages of this account go first");
        }
        try {
            XmppSession current = ready();
            if (current == null) {
                return pause.lastEnd();
            }
            if (message.doubt()) {
                Optional<SendResult> found = current.find(room, message.key());
                if (found.isPresent()) {
                    return found.get();
                }
            }
            SendResult joined = current.join(room);
            return joined instanceof SendResult.Sent
                    ? current.say(room.jid(), message.key(), XmppRenderer.STYLED.render(message.text()))
                    : joined;
        } finally {
            turn.unlock();
        }
    }

    /** From now on the password of this room is shown nowhere. */
    private synchronized void know(XmppRoom room) {
        if (!room.password().isEmpty() && passwords.add(room.password())) {
            said = said.and(room.password());
        }
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void listen(Collection<String> rooms, CommandReceiver receiver) {
        XmppCommands listening = new XmppCommands(parts.name(), rooms, receiver);
        listening.rooms().forEach(this::know);
        commands = listening;
        inBackground(this::joinAll);
    }

    @Override
    public void close() {
        closed = true;
        XmppSession current = session;
        if (current == null) {
            return;
        }
        try {
            inBackground(current::close).join(700);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        current.abort("closed");
    }

    @Override
    public void heard(XmppSession from, Message message) {
        XmppCommands listening = commands;
        if (listening != null) {
            listening.heard(from, message);
        }
    }

    @Override
    public void putOut(EntityBareJid room) {
        LOG.warn("chat kicked account={} room={}", parts.name(), room);
        XmppCommands listening = commands;
        if (listening != null && listening.has(room)) {
            later(times.rejoin(), this::joinAll);
        }
    }

    @Override
    public void ended(XmppSession over, String said) {
        if (session == over) {
            session = null;
            failed(new SendResult.Unreachable(said));
        }
    }

    /** Returns a session that is logged in; null if there is no session now, and {@link ReconnectPause#lastEnd} says why. Needs the turn. */
    private @Nullable XmppSession ready() throws InterruptedException {
        XmppSession current = session;
        if (current != null && !current.isOver()) {
            return current;
        }
        if (closed || pause.lasts()) {
            return null;
        }
        pause.begin();
        try {
            XmppSession opened = XmppSession.open(stream(), login.nick(), times, this);
            session = opened;
            if (closed) {
                opened.abort("closed");
                return null;
            }
            if (opened.isOver()) {
                // It ended before it was ours, so its end was not counted.
                session = null;
                failed(new SendResult.Unreachable("the connection was lost"));
                return null;
            }
            trouble = Optional.empty();
            LOG.info("chat connected account={} kind=xmpp", parts.name());
            return opened;
        } catch (IOException | SmackException | XMPPException e) {
            failed(XmppErrors.of(e));
            return null;
        }
    }

    private void failed(SendResult end) {
        if (closed) {
            return;
        }
        SendResult reason = said.result(end);
        Duration wait = pause.end(reason);
        trouble = Optional.of(reason.said());
        LOG.warn("chat disconnected account={} kind=xmpp reason=\"{}\"", parts.name(), reason.said());
        if (commands != null) {
            later(wait, this::joinAll);
        }
    }

    private XMPPTCPConnection stream() {
        SmackSetup.ensure();
        try {
            EntityBareJid jid = JidCreate.entityBareFrom(login.jid());
            XMPPTCPConnectionConfiguration.Builder how = XMPPTCPConnectionConfiguration.builder()
                    .setXmppAddressAndPassword(jid, login.password().texts().get(0))
                    .setSecurityMode(login.tls() ? SecurityMode.required : SecurityMode.disabled)
                    .setConnectTimeout((int) times.answer().toMillis())
                    .setCompressionEnabled(false)
                    .setSendPresence(true);
            if (trust != null) {
                how.setCustomX509TrustManager(trust);
            }
            if (login.server().isPresent()) {
                ServerAddress server = login.server().get();
                how.setPort(server.port());
                if (IP_LITERAL.matcher(server.host()).matches()) {
                    how.setHostAddress(InetAddress.getByName(server.host()));
                } else {
                    how.setHost(server.host());
                }
            }
            return new LimitedStream(how.build());
        } catch (XmppStringprepException | UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connects if need be, and joins every room in which commands are looked for. */
    private void joinAll() {
        XmppCommands listening = commands;
        if (listening == null || closed) {
            return;
        }
        turn.lock();
        try {
            XmppSession current = ready();
            if (current == null) {
                return;
            }
            for (XmppRoom room : listening.rooms()) {
                SendResult joined = current.join(room);
                if (!(joined instanceof SendResult.Sent)) {
                    LOG.warn(
                            "chat room not joined account={} room={} reason=\"{}\"",
                            parts.name(),
                            room,
                            said.line(joined.said()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            turn.unlock();
        }
    }

    private void later(Duration delay, Runnable task) {
        try {
            var unused = parts.timer().schedule(() -> inBackground(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("stopping account={}", parts.name(), e);
        }
    }

    private Thread inBackground(Runnable task) {
        Thread thread = new Thread(task, "chat-xmpp-" + parts.name());
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
