package dev.jenvoy.web;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last refused requests, in memory alone, so that a flood of them costs nothing. Safe for use by several threads. */
public final class RejectionList {

    private static final int MAX_ENTRIES = 200;

    private final Deque<Refused> last = new ArrayDeque<>();
    private final List<Consumer<Refused>> listeners = new CopyOnWriteArrayList<>();

    /**
     * A request that was not taken.
     *
     * @param check which check refused it
     * @param from the sender's address, as far as it is known
     * @param delivery the id that it was answered under
     * @param hint what the operator can do about it
     */
    public record Refused(
            Instant at,
            int status,
            String check,
            String reason,
            String source,
            String from,
            String delivery,
            @Nullable String hint) {}

    /** Tells of each refused request from now on, on its own thread: what is told must hand on and return. */
    public void subscribe(Consumer<Refused> listener) {
        listeners.add(listener);
    }

    void add(Refused refused) {
        synchronized (this) {
            if (last.size() == MAX_ENTRIES) {
                last.removeLast();
            }
            last.addFirst(refused);
        }
        listeners.forEach(listener -> listener.accept(refused));
    }

    /** Newest first. */
    public synchronized List<Refused> last() {
        return List.copyOf(last);
    }
}
