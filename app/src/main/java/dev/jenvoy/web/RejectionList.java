package dev.jenvoy.web;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the most recent rejected requests. Keeps them in memory only, so that a flood of them costs nothing. Safe for
 * use by several threads.
 */
public final class RejectionList {

    private static final int MAX_ENTRIES = 200;

    private final Deque<Refused> last = new ArrayDeque<>();
    private final List<Consumer<Refused>> listeners = new CopyOnWriteArrayList<>();

    /**
     * A rejected request.
     *
     * @param check the check that failed
     * @param from the client's address, as far as it is known
     * @param delivery the id in the response
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

    /** Calls the listener for each rejected request, on the thread that rejected it. The listener must not block. */
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

    /** Returns the rejected requests, newest first. */
    public synchronized List<Refused> last() {
        return List.copyOf(last);
    }
}
