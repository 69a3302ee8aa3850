package dev.jenvoy.cluster.postgres;

import dev.jenvoy.cluster.Notice;
import dev.jenvoy.cluster.Notice.Kind;
import dev.jenvoy.cluster.Notices;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices by {@code LISTEN} and {@code NOTIFY}. One thread listens on a connection of its own, and one sends on another, in
 * transactions that hold nothing else: a commit with a notification waits for every other such commit of the database.
 */
final class PostgresNotices implements Notices, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    private static final Duration GATHER = Duration.ofMillis(10);
    private static final Duration LOOK_FOR_ROUND_TRIP = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final String PING = "ping";

    private final Connector connector;
    private final IntSupplier number;
    private final BooleanSupplier anybodyWatches;
    private final LongSupplier nanoTime;
    private final KeptConnection sending;
    private final Outbox outbox = new Outbox();
    private final RoundTrips roundTrips = new RoundTrips();
    private final Map<Kind, List<Consumer<Notice>>> listeners = new ConcurrentHashMap<>();
    private final Thread receiver = new Thread(this::receive, "cluster-notices");
    private final Thread sender = new Thread(this::send, "cluster-telling");
    private final Object change = new Object();
    private final String channel;
    private volatile boolean closed;
    private volatile @Nullable Connection listening;

    /**
     * @param cluster tells channels of this database's schema from others
     * @param number of this server now
     * @param anybodyWatches whether some other server has pages open
     */
    PostgresNotices(
            Connector connector,
            KeptConnection sending,
            long cluster,
            IntSupplier number,
            BooleanSupplier anybodyWatches,
            LongSupplier nanoTime) {
        this.connector = connector;
        this.sending = sending;
        this.channel = "jenvoy_" + Long.toHexString(cluster);
        this.number = number;
        this.anybodyWatches = anybodyWatches;
        this.nanoTime = nanoTime;
        receiver.setDaemon(true);
        sender.setDaemon(true);
    }

    void start() {
        receiver.start();
        sender.start();
    }

    @Override
    public void tell(Kind kind, Collection<Long> numbers) {
        if (kind != Kind.TOUCHED || anybodyWatches.getAsBoolean()) {
            add(Outbox.ALL, kind, numbers);
        }
    }

    @Override
    public void tell(int server, Kind kind, Collection<Long> numbers) {
        add(server, kind, numbers);
    }

    private void add(int receiver, Kind kind, Collection<Long> numbers) {
        if (outbox.add(receiver, kind, numbers)) {
            LockSupport.unpark(sender);
        }
    }

    @Override
    public void listen(Kind kind, Consumer<Notice> listener) {
        listeners.computeIfAbsent(kind, made -> new CopyOnWriteArrayList<>()).add(listener);
    }

    @Override
    public Optional<String> trouble() {
        return roundTrips.trouble();
    }

    /** Has the server listen by its new number. */
    void renumbered() {
        Connection old = listening;
        if (old != null) {
            KeptConnection.close(old);
        }
    }

    /** At once after a pause, so that a delivery that runs elsewhere does not wait; else what gathers since the last time. */
    private void send() {
        long next = nanoTime.getAsLong();
        while (!closed) {
            // What was told before this thread began could not wake it, and later notices only join what waits.
            if (outbox.isEmpty()) {
                LockSupport.park(this);
            }
            LockSupport.parkNanos(this, next - nanoTime.getAsLong());
            flush();
            next = nanoTime.getAsLong() + GATHER.toNanos();
        }
    }

    /** Sends what waits. Blocks. */
    void flush() {
        List<Outbox.Letter> letters = outbox.take(number.getAsInt());
        if (letters.isEmpty()) {
            return;
        }
        try {
            var unused = sending.use(connection -> {
                post(connection, letters);
                return letters.size();
            });
        } catch (SQLException e) {
            LOG.debug("notices were lost", e);
        }
    }

    private void post(Connection connection, List<Outbox.Letter> letters) throws SQLException {
        try (PreparedStatement notify =
                connection.prepareStatement("SELECT pg_notify(c, p) FROM unnest(?::text[], ?::text[]) AS n(c, p)")) {
            notify.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            letters.stream()
                                    .map(letter -> channelOf(letter.receiver()))
                                    .toArray()));
            notify.setArray(
                    2,
                    connection.createArrayOf(
                            "text", letters.stream().map(Outbox.Letter::payload).toArray()));
            notify.execute();
        }
    }

    private String channelOf(int receiver) {
        return receiver == Outbox.ALL ? channel : channel + "_" + receiver;
    }

    private void receive() {
        boolean complained = false;
        while (!closed) {
            try (Connection connection = connector.open(Connector.nameOf(number.getAsInt()))) {
                listening = connection;
                listen(connection);
            } catch (SQLException | RuntimeException e) {
                LOG.debug("notices are interrupted", e);
            }
            listening = null;
            if (closed) {
                return;
            }
            roundTrips.failed();
            boolean trouble = trouble().isPresent();
            if (trouble && !complained) {
                LOG.warn("servers cannot hear each other; they ask the database instead");
            }
            complained = trouble;
            look();
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Hears what comes until the connection fails, or this server has another number. */
    private void listen(Connection connection) throws SQLException {
        String own = channelOf(number.getAsInt());
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
            statement.execute("LISTEN " + own);
        }
        // What was said while no one listened is lost.
        look();
        PGConnection source = connection.unwrap(PGConnection.class);
        while (!closed && !roundTrips.isLate(nanoTime.getAsLong())) {
            roundTrips.due(nanoTime.getAsLong()).ifPresent(this::ping);
            boolean polls = trouble().isPresent();
            PGNotification[] heard =
                    source.getNotifications(Math.toIntExact((polls ? POLL : LOOK_FOR_ROUND_TRIP).toMillis()));
            for (PGNotification notification : heard == null ? new PGNotification[0] : heard) {
                take(notification.getParameter(), notification.getName().equals(own));
            }
            if (polls) {
                look();
            }
        }
    }

    private void ping(long count) {
        Outbox.Letter letter = new Outbox.Letter(number.getAsInt(), PING + " " + count);
        try {
            var unused = sending.use(connection -> {
                post(connection, List.of(letter));
                return letter;
            });
        } catch (SQLException e) {
            LOG.debug("a notice to itself was not sent", e);
        }
    }

    private void take(String payload, boolean toThisServer) {
        if (payload.startsWith(PING + " ")) {
            try {
                roundTrips.came(Long.parseLong(payload.substring(PING.length() + 1)));
            } catch (NumberFormatException e) {
                LOG.debug("not a number: {}", payload);
            }
            return;
        }
        // What a server says to all is for the others.
        NoticeText.parse(payload)
                .filter(heard -> toThisServer || heard.sender() != number.getAsInt())
                .ifPresent(heard -> tell(heard.notice()));
    }

    /** Has all listeners look for themselves. */
    private void look() {
        for (Kind kind : Kind.values()) {
            tell(Notice.look(kind));
        }
    }

    private void tell(Notice notice) {
        synchronized (change) {
            for (Consumer<Notice> listener : listeners.getOrDefault(notice.kind(), List.of())) {
                try {
                    listener.accept(notice);
                } catch (RuntimeException e) {
                    LOG.error(
                            "a listener of notices failed kind={}",
                            notice.kind().name().toLowerCase(Locale.ROOT),
                            e);
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(sender);
        renumbered();
    }
}
