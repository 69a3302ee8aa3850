package dev.jenvoy.web.connection;

import io.undertow.server.protocol.http.HttpOpenListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;

/**
 * Holds the open connections of one listener. When seven eighths of the places are taken, closes the connections whose
 * clients have let the server wait longest, until half of the places are taken. Idle connections therefore cannot shut
 * out active senders. Never closes a connection for this while the server works on its request. Safe for use by several
 * threads.
 */
public final class Connections {

    /**
     * A client that was active within this time is never closed. A sender on another continent may need that long to
     * continue.
     */
    private static final long LATELY = TimeUnit.MILLISECONDS.toNanos(200);

    /** The minimum time between two searches. A search for each new connection would help an attacker. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final int most;
    private final Duration answerTime;
    private final Crowding crowding;
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<XnioExecutor, PipelineTurns> turns = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean looksForPlaces = new AtomicBoolean();
    private final AtomicBoolean looksForDisk = new AtomicBoolean();
    private final Pace forPlaces = new Pace();
    private final Pace forDisk = new Pace();

    /** Allows one search at a time, and limits their rate. */
    private static final class Pace {

        private long last = System.nanoTime() - PAUSE;

        synchronized boolean admits(long now) {
            if (now - last < PAUSE) {
                return false;
            }
            last = now;
            return true;
        }
    }

    private record Silent(ClientConnection client, long nanos) {}

    /**
     * @param most maximum number of connections; further ones wait to be accepted
     * @param answerTime how long a client may take to read a response, or its next piece, before it is cut off
     * @param crowding records the connections that are closed to make room
     */
    public Connections(int most, Duration answerTime, Crowding crowding) {
        this.most = most;
        this.answerTime = answerTime;
        this.crowding = crowding;
    }

    int most() {
        return most;
    }

    Duration answerTime() {
        return answerTime;
    }

    /** Returns the number of connections. */
    public int count() {
        return count.get();
    }

    /**
     * Returns whether all places are taken.
     *
     * @param coming how many more connections are accepted, but not yet passed to {@link #open}
     */
    boolean isFull(int coming) {
        return count.get() + coming >= most;
    }

    /**
     * Adds a new connection and starts to serve it. Called on its I/O thread.
     *
     * @param encryption encrypts it; empty to leave it plain
     */
    void open(StreamConnection raw, Optional<Encryption> encryption, HttpOpenListener http) {
        XnioExecutor thread = raw.getIoThread();
        ClientConnection client = new ClientConnection(this, raw, turns.computeIfAbsent(thread, PipelineTurns::new));
        // What is sent counts below the encryption, which may keep back what the client does not read.
        raw.getSinkChannel().setConduit(new SendingConduit(raw.getSinkChannel().getConduit(), client));
        StreamConnection channel =
                encryption.isEmpty() ? raw : client.encrypted(encryption.get().over(raw));
        open.add(client);
        int now = count.incrementAndGet();
        channel.setCloseListener(closed -> closed(client));
        // What is received counts above it: a handshake is no request.
        channel.getSourceChannel()
                .setConduit(new ReceivingConduit(channel.getSourceChannel().getConduit(), client));
        if (now > crowd()) {
            makeRoom(thread);
        }
        http.handleEvent(channel);
    }

    private void closed(ClientConnection client) {
        if (open.remove(client)) {
            count.decrementAndGet();
            client.closed();
        }
    }

    private int crowd() {
        return most - most / 8;
    }

    private void makeRoom(XnioExecutor timers) {
        if (count.get() <= crowd()) {
            return;
        }
        lookAgain(looksForPlaces, timers, () -> makeRoom(timers));
        long now = System.nanoTime();
        if (!forPlaces.admits(now)) {
            return;
        }
        List<Silent> silent = longestSilent(now);
        List<Silent> chosen = silent.subList(0, Math.max(0, Math.min(count.get() - most / 2, silent.size())));
        for (Silent one : chosen) {
            onItsThread(one.client(), one.client()::closeIfSilent);
        }
        if (!chosen.isEmpty()) {
            crowding.turnedAway(Crowding.Cause.CONNECTIONS, chosen.size());
        }
    }

    /**
     * Schedules another search, unless one is scheduled. When all places are taken, or no body may grow any more,
     * nothing arrives that would start one.
     */
    private static void lookAgain(AtomicBoolean looksAgain, XnioExecutor timers, Runnable search) {
        if (!looksAgain.compareAndSet(false, true)) {
            return;
        }
        try {
            timers.executeAfter(
                    () -> {
                        looksAgain.set(false);
                        search.run();
                    },
                    LATELY,
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The listener is stopping.
            return;
        }
    }

    /**
     * Drops the bodies whose senders have let the server wait longest, until about as many bytes of disk are released
     * as there are too many. Returns before the bytes are released, and looks again by itself while there are too many:
     * those that fill the disk may have been heard of too lately to be dropped now.
     *
     * @param excess how many bytes of disk are too many now; 0 or less when there is room. Must not wait
     * @param timers runs the further searches
     */
    public void breakOffSilentBodies(LongSupplier excess, XnioExecutor timers) {
        long bytes = excess.getAsLong();
        if (bytes <= 0) {
            return;
        }
        lookAgain(looksForDisk, timers, () -> breakOffSilentBodies(excess, timers));
        long now = System.nanoTime();
        if (!forDisk.admits(now)) {
            return;
        }
        long left = bytes;
        int broken = 0;
        for (Silent one : longestSilent(now)) {
            ClientConnection.Body body = one.client().body();
            if (left <= 0) {
                break;
            }
            if (body != null && body.onDisk() > 0) {
                left -= body.onDisk();
                broken++;
                onItsThread(one.client(), body::breakOff);
            }
        }
        if (broken > 0) {
            crowding.turnedAway(Crowding.Cause.BODIES, broken);
        }
    }

    private List<Silent> longestSilent(long now) {
        List<Silent> silent = new ArrayList<>();
        for (ClientConnection client : open) {
            long nanos = client.silentSince(now);
            if (nanos >= LATELY) {
                silent.add(new Silent(client, nanos));
            }
        }
        silent.sort(Comparator.comparingLong(Silent::nanos).reversed());
        return silent;
    }

    static boolean isLate(long silentNanos) {
        return silentNanos >= LATELY;
    }

    static void onItsThread(ClientConnection client, Runnable task) {
        try {
            client.channel().getIoThread().execute(task);
        } catch (RejectedExecutionException e) {
            // The listener is stopping and closes all connections.
            return;
        }
    }
}
