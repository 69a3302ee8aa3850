package dev.jenvoy.chat.kind.irc;

import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.ReconnectPause;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.Said;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One account of IRC: makes sessions when they are needed, and again when one has ended. */
final class IrcConnection implements Connection, IrcSession.Listener {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    private static final Duration TURN = Duration.ofSeconds(2);
    private static final int MAX_LINES = 20;

    private final IrcLogin login;
    private final ConnectionParts parts;
    private final SSLSocketFactory sockets;
    private final IrcTimes times;
    private final IrcKicks kicks;
    private final ReconnectPause pause;
    /** Held by the thread whose lines are written. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile Optional<String> trouble = Optional.empty();
    private volatile @Nullable IrcCommands commands;
    private volatile Said said;

    // Below: guarded by this.
    private @Nullable IrcSession session;
    private boolean closed;
    private final Set<String> keys = new HashSet<>();

    IrcConnection(IrcLogin login, ConnectionParts parts, SSLSocketFactory sockets, IrcTimes times) {
        this.login = login;
        this.parts = parts;
        this.sockets = sockets;
        this.times = times;
        this.kicks = new IrcKicks(times.rejoin());
        this.pause = new ReconnectPause(times.retry());
        List<String> secrets = new ArrayList<>(login.password().texts());
        secrets.addAll(login.serverPassword().texts());
        this.said = Said.ofLogin(login.user(), secrets);
    }

    @Override
    public SendResult send(String address, OutgoingMessage message) throws InterruptedException {
        Optional<IrcChannel> channel = IrcChannel.parse(address);
        if (channel.isEmpty()) {
            return new SendResult.Refused(true, "not the address of a channel");
        }
        know(channel.get());
        return said.result(send(channel.get(), message));
    }

    private SendResult send(IrcChannel channel, OutgoingMessage message) throws InterruptedException {
        if (!turn.tryLock(times.answer().toMillis(), TimeUnit.MILLISECONDS)) {
            return new SendResult.Limited(TURN, false, "other messages of this account go first");
        }
        try {
            Optional<SendResult> unwanted = kicks.refusal(channel.id());
            if (unwanted.isPresent()) {
                return unwanted.get();
            }
            Object ready = ready();
            if (!(ready instanceof IrcSession current)) {
                return (SendResult) ready;
            }
            return within(current, () -> {
                SendResult joined = current.join(channel);
                if (!(joined instanceof SendResult.Sent)) {
                    return joined;
                }
                String command = current.echoes() ? "NOTICE" : "PRIVMSG";
                return current.say(command, channel.name(), IrcRenderer.PLAIN.render(message.text()));
            });
        } finally {
            turn.unlock();
        }
    }

    /** What may wait for the server. */
    private interface Exchange {
        SendResult run() throws InterruptedException;
    }

    /** Ends the link when an exchange takes too long: a server that takes no more bytes holds the writer for ever. */
    private SendResult within(IrcSession current, Exchange exchange) throws InterruptedException {
        // Two answers, and the pace of all lines that a message may have.
        Duration most = times.answer().multipliedBy(3).plus(login.pace().multipliedBy(MAX_LINES));
        ScheduledFuture<?> breakOff;
        try {
            breakOff = parts.timer().schedule(current::close, most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return new SendResult.Unreachable("closed");
        }
        try {
            return exchange.run();
        } finally {
            breakOff.cancel(false);
        }
    }

    /** From now on the key of this channel is shown nowhere. */
    private synchronized void know(IrcChannel channel) {
        if (!channel.key().isEmpty() && keys.add(channel.key())) {
            said = said.and(channel.key());
        }
    }

    /** Says something that is no message: a reply. Takes its turn, and does not wait for ever. */
    void reply(String target, List<String> lines) {
        try {
            if (!turn.tryLock(times.login().toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            try {
                IrcSession current = current();
                if (current != null) {
                    SendResult result = within(current, () -> current.say("NOTICE", target, String.join("\n", lines)));
                    LOG.debug("reply to a command account={} result=\"{}\"", parts.name(), said.line(result.said()));
                }
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void listen(Collection<String> rooms, CommandReceiver receiver) {
        IrcCommands listening = new IrcCommands(login, parts.name(), rooms, receiver, this);
        listening.channels().values().forEach(this::know);
        commands = listening;
        IrcSession current = current();
        if (current == null) {
            start();
        } else {
            inBackground(() -> joinAll(current));
        }
    }

    @Override
    public void close() {
        IrcSession current;
        synchronized (this) {
            closed = true;
            current = session;
        }
        if (current == null) {
            return;
        }
        try {
            inBackground(current::quit).join(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        current.close();
    }

    @Override
    public void welcome(IrcSession welcomed) {
        trouble = Optional.empty();
        LOG.info("chat connected account={} kind=irc nick={}", parts.name(), welcomed.nick());
        joinAll(welcomed);
    }

    @Override
    public void heard(IrcSession from, IrcLine line) {
        IrcCommands listening = commands;
        if (listening != null) {
            listening.heard(from, line);
        }
    }

    @Override
    public void kicked(String channelId, IrcLine line) {
        LOG.warn("chat kicked account={} reason=\"{}\"", parts.name(), kicks.add(channelId, line, said));
        IrcCommands listening = commands;
        if (listening != null && listening.channels().containsKey(channelId)) {
            later(times.rejoin(), () -> {
                IrcSession current = current();
                if (current != null) {
                    inBackground(() -> joinAll(current));
                }
            });
        }
    }

    @Override
    public void ended(IrcSession over, SendResult end) {
        SendResult reason = said.result(end);
        Duration wait;
        synchronized (this) {
            if (session != over) {
                return;
            }
            session = null;
            if (closed) {
                return;
            }
            wait = pause.end(reason);
            trouble = Optional.of(reason.said());
        }
        LOG.warn("chat disconnected account={} kind=irc reason=\"{}\"", parts.name(), reason.said());
        if (commands != null) {
            later(wait, this::start);
        }
    }

    /** Returns a session that is logged in, or why there is no such session. */
    private Object ready() throws InterruptedException {
        IrcSession current;
        synchronized (this) {
            if (session == null && pause.lasts()) {
                return pause.lastEnd();
            }
            start();
            current = session;
        }
        if (current == null) {
            return new SendResult.Unreachable("closed");
        }
        SendResult welcome = current.awaitWelcome();
        if (welcome instanceof SendResult.Sent) {
            return current;
        }
        current.close();
        return welcome;
    }

    private synchronized void start() {
        if (closed || session != null) {
            return;
        }
        IrcSession next = new IrcSession(login, times, sockets, this);
        session = next;
        pause.begin();
        Thread thread = new Thread(next::run, "chat-irc-" + parts.name());
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized @Nullable IrcSession current() {
        return session;
    }

    private void joinAll(IrcSession current) {
        IrcCommands listening = commands;
        if (listening == null) {
            return;
        }
        List<IrcChannel> wanted = new ArrayList<>(listening.channels().values());
        wanted.removeIf(channel -> kicks.isUnwanted(channel.id()));
        try {
            current.joinAll(wanted);
        } catch (IOException e) {
            LOG.debug("channels not joined account={}", parts.name(), e);
        }
    }

    private void later(Duration delay, Runnable task) {
        try {
            var unused = parts.timer().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("stopping account={}", parts.name(), e);
        }
    }

    private Thread inBackground(Runnable task) {
        Thread thread = new Thread(task, "chat-irc-" + parts.name() + "-write");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
