package dev.jenvoy.chat.kind.irc;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.chat.room.SendResult;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One link to the server, from its opening to its end. Its own thread reads; messages are sent by their senders' threads,
 * one after the other.
 */
final class IrcSession {

    /** What a session tells its connection. Called by the reading thread. */
    interface Listener {
        void welcome(IrcSession session);

        /** Called for every line that is no part of a history. */
        void heard(IrcSession session, IrcLine line);

        void kicked(String channelId, IrcLine line);

        void ended(IrcSession session, SendResult reason);
    }

    /** A wait for a line. */
    private record Expectation(
            Function<IrcLine, Optional<SendResult>> judge, SendResult ifLost, CompletableFuture<SendResult> end) {
        void offer(IrcLine line) {
            judge.apply(line).ifPresent(end::complete);
        }
    }

    /** The most bytes of a line with its end, by the protocol. */
    private static final int MAX_LINE_BYTES = 512;
    /** What the server puts before our nick's lines at most: a user name and a host. */
    private static final int MAX_ORIGIN_BYTES = 1 + 11 + 1 + 64;

    private static final int MAX_JOIN_CHARS = 400;
    private static final int MAX_EXPECTED = 100;
    private static final String NO_WELCOME = "the server did not let us in for too long";

    private static final AtomicLong TOKENS = new AtomicLong();

    private final IrcLogin login;
    private final IrcTimes times;
    private final SSLSocketFactory sockets;
    private final Listener listener;
    private final IrcPace pace;
    private final IrcRooms rooms = new IrcRooms();
    private final IrcBatches batches = new IrcBatches();
    private final List<Expectation> expected = new CopyOnWriteArrayList<>();
    private final CompletableFuture<SendResult> welcome = new CompletableFuture<>();
    private volatile @Nullable IrcWire wire;
    /** The connection below the wire, which can be closed although another thread writes. */
    private volatile @Nullable Closeable link;

    private volatile @Nullable IrcHandshake handshake;
    private volatile String nick;
    private volatile String origin = "";
    private volatile boolean closed;
    private volatile boolean ended;
    private volatile boolean whox;

    IrcSession(IrcLogin login, IrcTimes times, SSLSocketFactory sockets, Listener listener) {
        this.login = login;
        this.times = times;
        this.sockets = sockets;
        this.listener = listener;
        this.pace = new IrcPace(login.pace());
        this.nick = login.nick();
    }

    /** Connects, logs in, and reads until the link ends. */
    void run() {
        SendResult reason;
        try (IrcWire opened = IrcWire.open(login, sockets, this::begun)) {
            wire = opened;
            reason = closed ? new SendResult.Unreachable("closed") : talk(opened);
        } catch (IOException | RuntimeException e) {
            IrcHandshake begun = handshake;
            SendResult refusal = begun == null ? null : begun.failure();
            reason = refusal != null
                    ? refusal
                    : new SendResult.Unreachable(
                            e instanceof IOException failure
                                    ? IrcErrors.words(failure)
                                    : e.getClass().getSimpleName());
        }
        ended = true;
        listener.ended(this, reason);
        welcome.complete(reason);
        expected.forEach(wait -> wait.end.complete(wait.ifLost));
    }

    private void begun(Closeable connection) {
        link = connection;
        if (closed) {
            close();
        }
    }

    private SendResult talk(IrcWire opened) throws IOException {
        IrcHandshake shaking = new IrcHandshake(login, opened);
        handshake = shaking;
        opened.patience(times.login());
        shaking.begin();
        boolean asked = false;
        long begun = System.nanoTime();
        while (true) {
            if (!shaking.isWelcome()
                    && System.nanoTime() - begun > times.login().toNanos()) {
                return new SendResult.Unreachable(NO_WELCOME);
            }
            IrcLine line;
            try {
                line = IrcLine.parse(opened.read());
                asked = false;
            } catch (SocketTimeoutException e) {
                if (asked || !shaking.isWelcome()) {
                    return new SendResult.Unreachable("the server has been silent for too long");
                }
                asked = true;
                opened.write("PING :silence");
                continue;
            }
            handle(line, opened, shaking);
            SendResult failure = shaking.failure();
            if (failure != null) {
                return failure;
            }
        }
    }

    private void handle(IrcLine line, IrcWire opened, IrcHandshake shaking) throws IOException {
        if (line.command().equals("PING")) {
            opened.write("PONG :" + line.text());
            return;
        }
        batches.handle(line);
        shaking.handle(line);
        if (line.command().equals("001") && shaking.failure() == null) {
            nick = line.param(0);
            opened.patience(times.silence());
            pace.spend();
            listener.welcome(this);
            welcome.complete(new SendResult.Sent(Optional.empty(), "logged in"));
        } else if (line.command().equals("005")) {
            supports(line, opened);
        }
        boolean own = IrcRooms.isSame(line.nick(), nick);
        boolean kicked = IrcKicks.isKick(line, nick) && rooms.isIn(IrcChannel.fold(line.param(0)));
        rooms.handle(line, nick);
        if (own && line.command().equals("NICK")) {
            nick = line.param(0);
        } else if (own && line.command().equals("JOIN")) {
            origin = line.source();
        } else if (kicked) {
            listener.kicked(IrcChannel.fold(line.param(0)), line);
        }
        expected.forEach(wait -> wait.offer(line));
        if (!own && !batches.isReplayed(line)) {
            listener.heard(this, line);
        }
    }

    private void supports(IrcLine line, IrcWire opened) throws IOException {
        for (String token : line.params()) {
            if (token.equals("WHOX")) {
                whox = true;
            } else if (token.matches("BOT=[A-Za-z]")) {
                opened.write("MODE " + nick + " +" + token.charAt(4));
            }
        }
    }

    /** Waits until the server has welcomed us, and returns {@code Sent}, or why it did not. */
    SendResult awaitWelcome() throws InterruptedException {
        return await(welcome, times.login(), new SendResult.Unreachable(NO_WELCOME));
    }

    boolean hasEnded() {
        return ended || closed;
    }

    String nick() {
        return nick;
    }

    IrcRooms rooms() {
        return rooms;
    }

    boolean has(String capability) {
        IrcHandshake shaken = handshake;
        return shaken != null && shaken.has(capability);
    }

    /** Returns whether the server shows us our own lines, and says which line an error is about. */
    boolean echoes() {
        IrcHandshake shaken = handshake;
        return shaken != null && shaken.echoes();
    }

    /** Joins a channel unless we are in it. Returns {@code Sent} when we are. */
    SendResult join(IrcChannel channel) throws InterruptedException {
        if (rooms.isIn(channel.id())) {
            return new SendResult.Sent(Optional.empty(), "joined");
        }
        SendResult lost = new SendResult.Unreachable("the connection was lost");
        Expectation wait = expect(lost, IrcAnswers.joined(channel, rooms));
        try {
            pace.await();
            write("JOIN " + channel.name() + (channel.key().isEmpty() ? "" : " " + channel.key()));
            return await(wait.end, times.answer(), lost);
        } catch (IOException e) {
            return lost;
        } finally {
            expected.remove(wait);
        }
    }

    /** Joins channels without waiting for it. */
    void joinAll(Collection<IrcChannel> channels) throws IOException {
        StringBuilder names = new StringBuilder();
        StringBuilder keys = new StringBuilder();
        // Keys come in the order of the names: the channels that have one come first.
        for (IrcChannel channel : channels.stream()
                .filter(channel -> !rooms.isIn(channel.id()))
                .sorted((one, other) ->
                        Boolean.compare(one.key().isEmpty(), other.key().isEmpty()))
                .toList()) {
            names.append(names.isEmpty() ? "" : ",").append(channel.name());
            keys.append(channel.key().isEmpty() ? "" : (keys.isEmpty() ? " " : ",") + channel.key());
            if (names.length() + keys.length() > MAX_JOIN_CHARS - 120) {
                write("JOIN " + names + keys);
                names.setLength(0);
                keys.setLength(0);
            }
        }
        if (!names.isEmpty()) {
            write("JOIN " + names + keys);
        }
    }

    /**
     * Sends a text, and waits until the server has taken it. One call at a time.
     *
     * @param command {@code NOTICE} or {@code PRIVMSG}; servers without echoes are silent about a notice that they refuse
     * @param target a channel that we are in, or a nick
     * @param text lines; what is too long for one becomes several
     */
    SendResult say(String command, String target, String text) throws InterruptedException {
        String id = IrcChannel.fold(target);
        String safe = IrcText.disarm(text, word -> rooms.isPresent(id, word));
        List<String> lines = IrcText.lines(safe, maxTextBytes(target));
        if (lines.isEmpty()) {
            return new SendResult.Refused(false, "nothing to say");
        }
        boolean echoes = echoes();
        String token = "jenvoy" + TOKENS.incrementAndGet();
        Set<String> open = new HashSet<>();
        if (echoes) {
            for (int number = 0; number < lines.size(); number++) {
                open.add(token + "-" + number);
            }
        }
        SendResult lost = new SendResult.InDoubt("the connection was lost before the server answered");
        Expectation wait =
                expect(lost, echoes ? IrcAnswers.echo(command, open, batches) : IrcAnswers.barrier(token, target));
        int written = 0;
        try {
            for (; written < lines.size() && !wait.end.isDone(); written++) {
                pace.await();
                String label = echoes ? "@label=" + token + "-" + written + " " : "";
                write(label + command + " " + target + " :" + lines.get(written));
            }
            if (!echoes) {
                pace.count();
                write("PING :" + token);
            }
            SendResult silent =
                    new SendResult.InDoubt("no answer within " + times.answer().toSeconds() + " s");
            SendResult result = await(wait.end, times.answer(), silent);
            if (result == silent) {
                close();
            }
            return result;
        } catch (IOException e) {
            return written == 0 ? new SendResult.Unreachable(IrcErrors.words(e)) : lost;
        } finally {
            expected.remove(wait);
        }
    }

    /** Asks the server for the services account behind a nick; empty if it has no account. Does not block. */
    @CheckReturnValue
    CompletableFuture<Optional<String>> account(String of) {
        if (!whox || expected.size() >= MAX_EXPECTED) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        String token = Long.toString(TOKENS.incrementAndGet() % 1_000);
        SendResult unknown = new SendResult.Unreachable("no answer");
        Expectation wait = expect(unknown, IrcAnswers.account(of, token, unknown));
        try {
            write("WHO " + of + " %tna," + token);
        } catch (IOException e) {
            wait.end.complete(unknown);
        }
        return wait.end
                .completeOnTimeout(unknown, times.answer().toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(result -> {
                    expected.remove(wait);
                    return result instanceof SendResult.Sent sent ? sent.remote() : Optional.empty();
                });
    }

    /** Asks the server to remove a message, if it can. */
    void redact(String target, String messageId) throws IOException {
        if (has("draft/message-redaction")) {
            write("REDACT " + target + " " + messageId + " :a secret");
        }
    }

    /** Ends the link. May block as long as the server takes no more bytes. */
    void quit() {
        try {
            write("QUIT :bye");
        } catch (IOException e) {
            // It has ended already.
        }
        close();
    }

    /** Ends the link without a farewell. Does not block. */
    void close() {
        closed = true;
        Closeable begun = link;
        if (begun != null) {
            try {
                begun.close();
            } catch (IOException e) {
                // It is closed all the same.
            }
        }
    }

    private int maxTextBytes(String target) {
        int before = Math.max(bytes(origin), bytes(nick) + MAX_ORIGIN_BYTES);
        return MAX_LINE_BYTES - before - bytes(": PRIVMSG " + target + " :\r\n");
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private Expectation expect(SendResult ifLost, Function<IrcLine, Optional<SendResult>> judge) {
        Expectation wait = new Expectation(judge, ifLost, new CompletableFuture<>());
        expected.add(wait);
        if (ended) {
            wait.end.complete(ifLost);
        }
        return wait;
    }

    private void write(String text) throws IOException {
        IrcWire opened = wire;
        if (opened == null || hasEnded()) {
            throw new IOException("the connection was lost");
        }
        opened.write(text);
    }

    private static SendResult await(CompletableFuture<SendResult> end, Duration atMost, SendResult late)
            throws InterruptedException {
        try {
            return end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return late;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
