package dev.jenvoy.web.connection;

import io.undertow.server.protocol.http.HttpOpenListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;

/**
 * The open connections of one listener. When seven eighths of their places are taken, those whose client has let the server
 * wait longest are closed, until half are taken: a crowd that holds connections open shuts out no sender that
 * sends. A connection whose request the server is at work on is not closed for this. Safe for use by several threads.
 */
public final class Connections {

    /** A client that was heard of so lately is on its way: a sender on another continent takes as long to go on. */
    private static final long LATELY = TimeUnit.MILLISECONDS.toNanos(200);

    /** To look through all of them for each new one would be an attack of its own. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final int most;
    private final Duration answerTime;
    private final Crowding crowding;
    private final Set<ClientConnection> open = ConcurrentHashMap.newKeySet();
    private final Map<XnioExecutor, PipelineTurns> turns = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean looksAgain = new AtomicBoolean();
    private final Pace forPlaces = new Pace();
    private final Pace forDisk = new Pace();

    /** Lets one in at a time, and not too often. */
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
     * @param most how many there may be; more wait to be accepted
     * @param answerTime how long a client may take to read an answer, or the next piece of one, before it is cut off
     * @param crowding hears of those that are closed to make room
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

    /** How many there are. */
    public int count() {
        return count.get();
    }

    /** Takes a new one in, and has it served. On its I/O thread. */
    void open(StreamConnection channel, HttpOpenListener http) {
        XnioExecutor thread = channel.getIoThread();
        ClientConnection client =
                new ClientConnection(this, channel, turns.computeIfAbsent(thread, PipelineTurns::new));
        open.add(client);
        int now = count.incrementAndGet();
        channel.setCloseListener(closed -> closed(client));
        channel.getSourceChannel()
                .setConduit(new ReceivingConduit(channel.getSourceChannel().getConduit(), client));
        channel.getSinkChannel()
                .setConduit(new SendingConduit(channel.getSinkChannel().getConduit(), client));
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
        lookAgain(timers);
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

    /** When all places are taken no new connection comes that would have this looked at. */
    private void lookAgain(XnioExecutor timers) {
        if (!looksAgain.compareAndSet(false, true)) {
            return;
        }
        try {
            timers.executeAfter(
                    () -> {
                        looksAgain.set(false);
                        makeRoom(timers);
                    },
                    LATELY,
                    TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The listener stops.
            return;
        }
    }

    /**
     * Breaks bodies off whose senders have let the server wait longest, until about so many bytes of the disk are given back.
     * Returns before they are.
     */
    public void breakOffSilentBodies(long bytes) {
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
            // The listener stops, and closes all connections.
            return;
        }
    }
}
