package dev.jenvoy.sender.verify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits hashing, so that an attacker who knows a trigger's path can neither keep every processor busy nor shut others out.
 * Cheap checks, of a few milliseconds, are done at once. Expensive checks use at most half the processors. The others wait
 * without a thread, for {@link #PATIENCE} at most and {@link #MOST_WAITING} of them at most. Addresses take turns, so that an
 * address with many requests waits behind its own. Safe for use by several threads.
 */
public final class HashingLimit {

    /** Ten times what git-triggler does by default; about three milliseconds. */
    public static final long MAX_FREE_ITERATIONS = 10_000;

    /** How long a request may wait for its turn. */
    public static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Each holds its connection and its body. */
    static final int MOST_WAITING = 64;

    /** The network of an IPv6 address: a client that has one address has all of them. */
    private static final int NETWORK_BYTES = 8;

    private final int places;
    private final LongSupplier nanos;

    /** Queues by address, the next one first; no queue is empty. */
    private final Map<Object, Deque<Waiting>> queues = new LinkedHashMap<>();

    private int waiting;
    private int taken;

    /** The result of waiting. */
    public enum Turn {
        /** The task has a place until it returns. */
        TAKEN,
        /** No place became free in time. */
        BUSY
    }

    private record Waiting(Executor workers, Consumer<Turn> task, long since) {}

    public HashingLimit() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), System::nanoTime);
    }

    public HashingLimit(int places, LongSupplier nanos) {
        this.places = places;
        this.nanos = nanos;
    }

    /**
     * Has a worker run the task when its turn has come, or when it cannot come in time. Does not wait.
     *
     * @param address the client's address, or {@code null} if it is not known
     * @param cost how many hashes the task makes
     */
    public void enter(@Nullable InetAddress address, long cost, Executor workers, Consumer<Turn> task) {
        if (cost <= MAX_FREE_ITERATIONS) {
            workers.execute(() -> task.accept(Turn.TAKEN));
            return;
        }
        Object key = key(address);
        Waiting mine = new Waiting(workers, task, nanos.getAsLong());
        @Nullable Waiting crowdedOut = null;
        synchronized (this) {
            boolean stays = true;
            if (waiting == MOST_WAITING) {
                Optional<Waiting> other = crowdOut(key);
                stays = other.isPresent();
                crowdedOut = other.orElse(mine);
            }
            if (stays) {
                queues.computeIfAbsent(key, unknown -> new ArrayDeque<>()).add(mine);
                waiting++;
            }
        }
        if (crowdedOut != null) {
            hand(crowdedOut, Turn.BUSY);
        }
        next();
    }

    /** Removes the newest request of the address with the most; empty if no other address has more than this one. */
    private Optional<Waiting> crowdOut(Object key) {
        int own = queues.containsKey(key) ? queues.get(key).size() : 0;
        Object largest = queues.entrySet().stream()
                .max((one, other) ->
                        Integer.compare(one.getValue().size(), other.getValue().size()))
                .orElseThrow()
                .getKey();
        Deque<Waiting> queue = queues.get(largest);
        if (queue == null || queue.size() <= own + 1) {
            return Optional.empty();
        }
        waiting--;
        return Optional.of(queue.removeLast());
    }

    /** Gives the free places to the requests whose turn it is. */
    private void next() {
        while (true) {
            Waiting first;
            Turn turn;
            synchronized (this) {
                if (waiting == 0) {
                    return;
                }
                Map.Entry<Object, Deque<Waiting>> queue =
                        queues.entrySet().iterator().next();
                boolean isLate = nanos.getAsLong() - queue.getValue().element().since() > PATIENCE.toNanos();
                if (!isLate && taken == places) {
                    return;
                }
                first = queue.getValue().remove();
                waiting--;
                turn = isLate ? Turn.BUSY : Turn.TAKEN;
                queues.remove(queue.getKey());
                if (!queue.getValue().isEmpty()) {
                    // Behind the others: each address has its turn before this one has another.
                    queues.put(queue.getKey(), queue.getValue());
                }
                if (turn == Turn.TAKEN) {
                    taken++;
                }
            }
            hand(first, turn);
        }
    }

    private void hand(Waiting one, Turn turn) {
        try {
            one.workers().execute(() -> {
                try {
                    one.task().accept(turn);
                } finally {
                    if (turn == Turn.TAKEN) {
                        leave();
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            // The server stops; its connections are closed.
            if (turn == Turn.TAKEN) {
                giveUp();
            }
        }
    }

    private void leave() {
        giveUp();
        next();
    }

    private synchronized void giveUp() {
        taken--;
    }

    private static Object key(@Nullable InetAddress address) {
        if (address == null) {
            return "unknown";
        }
        return address instanceof Inet6Address
                ? java.nio.ByteBuffer.wrap(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address;
    }
}
