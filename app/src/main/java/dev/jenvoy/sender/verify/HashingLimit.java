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
 * Keeps whoever knows a trigger's path from keeping every processor busy with hashing, and from shutting others out. What
 * costs little, a few milliseconds, is done at once; of what costs more, only as much at once as half the processors can
 * do. The others wait, without a thread: for {@link #PATIENCE} at most, {@link #MOST_WAITING} of them at most. Addresses
 * take turns, so that one with many requests waits behind its own. Safe for use by several threads.
 */
public final class HashingLimit {

    /** Ten times what git-triggler does by default; about three milliseconds. */
    static final long LITTLE = 10_000;

    /** How long a request may wait for its turn. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Each holds its connection and its body. */
    static final int MOST_WAITING = 64;

    /** The network of an IPv6 address: who has one has all of it. */
    private static final int NETWORK_BYTES = 8;

    private final int places;
    private final LongSupplier nanos;

    /** By address, that whose turn is next first; no queue is empty. */
    private final Map<Object, Deque<Waiting>> queues = new LinkedHashMap<>();

    private int waiting;
    private int taken;

    /** What came of waiting. */
    public enum Turn {
        /** It has a place until the task returns. */
        TAKEN,
        /** There was none in time. */
        BUSY
    }

    private record Waiting(Executor workers, Consumer<Turn> task, long since) {}

    public HashingLimit() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), System::nanoTime);
    }

    HashingLimit(int places, LongSupplier nanos) {
        this.places = places;
        this.nanos = nanos;
    }

    /**
     * Has the task run by a worker when its turn has come, or when it is clear that it will not in time. Does not wait.
     *
     * @param address whose request it is; {@code null} where that is not known
     * @param cost how many hashes the task makes
     */
    public void enter(@Nullable InetAddress address, long cost, Executor workers, Consumer<Turn> task) {
        if (cost <= LITTLE) {
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

    /** Takes the newest of the address that has the most; none where no other has more than this one. */
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

    /** Gives the free places to those whose turn it is. */
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
