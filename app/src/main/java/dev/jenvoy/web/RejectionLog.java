package dev.jenvoy.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.xnio.XnioExecutor;

/**
 * Limits what rejected requests write to the log, because a client needs no secret to be rejected as often as it likes.
 * In each {@link #WINDOW}, logs the first {@link #PER_ADDRESS} requests of an address and the first {@link #ALL} of all
 * addresses. Counts the others and logs their number when the window ends. At level DEBUG, logs all of them. Safe for
 * use by several threads.
 */
public final class RejectionLog {

    static final Duration WINDOW = Duration.ofMinutes(1);
    static final int PER_ADDRESS = 10;
    static final int ALL = 100;

    /** Further addresses are counted together. */
    private static final int MOST_ADDRESSES = 1_000;

    private static final String OTHERS = "others";

    private final Logger log;
    private final LongSupplier nanos;
    private final Map<String, Integer> refused = new HashMap<>();
    private boolean open;
    private long began;
    private int logged;
    private int unlogged;
    private boolean scheduled;

    private record Summary(int unlogged, int addresses, String most) {}

    /** @param nanos a clock like {@link System#nanoTime} */
    public RejectionLog(Logger log, LongSupplier nanos) {
        this.log = log;
        this.nanos = nanos;
    }

    /**
     * Returns whether to log a rejected request.
     *
     * @param from the client's address
     * @param timer schedules the summary for the end of the window; without one, it waits for the next rejected request
     */
    public boolean tells(String from, @Nullable XnioExecutor timer) {
        if (log.isDebugEnabled()) {
            return true;
        }
        Optional<Summary> over;
        boolean tells;
        boolean begins;
        synchronized (this) {
            over = close();
            if (!open) {
                open = true;
                began = nanos.getAsLong();
            }
            String key = refused.containsKey(from) || refused.size() < MOST_ADDRESSES ? from : OTHERS;
            tells = refused.merge(key, 1, Integer::sum) <= PER_ADDRESS && logged < ALL;
            if (tells) {
                logged++;
            } else {
                unlogged++;
            }
            begins = !tells && !scheduled && timer != null;
            scheduled |= begins;
        }
        over.ifPresent(this::tell);
        if (begins && timer != null) {
            XnioExecutor.Key unusedKey = timer.executeAfter(() -> end(timer), WINDOW.toMillis(), TimeUnit.MILLISECONDS);
        }
        return tells;
    }

    private void end(XnioExecutor timer) {
        Optional<Summary> over;
        boolean again;
        long left;
        synchronized (this) {
            over = close();
            // A later request may have closed this window and opened another.
            again = open && unlogged > 0;
            scheduled = again;
            left = WINDOW.toNanos() - (nanos.getAsLong() - began);
        }
        over.ifPresent(this::tell);
        if (again) {
            XnioExecutor.Key unusedKey = timer.executeAfter(
                    () -> end(timer), TimeUnit.NANOSECONDS.toMillis(left) + 1, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Closes the window if its time is over, and returns a summary if requests were not logged. Must be called with the
     * lock.
     */
    private Optional<Summary> close() {
        if (!open || nanos.getAsLong() - began < WINDOW.toNanos()) {
            return Optional.empty();
        }
        @Nullable String most = null;
        for (Map.Entry<String, Integer> one : refused.entrySet()) {
            if (most == null || one.getValue() > refused.getOrDefault(most, 0)) {
                most = one.getKey();
            }
        }
        Optional<Summary> summary = unlogged == 0 || most == null
                ? Optional.empty()
                : Optional.of(new Summary(unlogged, refused.size(), most));
        open = false;
        logged = 0;
        unlogged = 0;
        refused.clear();
        return summary;
    }

    private void tell(Summary summary) {
        log.warn(
                "more requests rejected, not logged one by one refused={} addresses={} most_from={}",
                summary.unlogged(),
                summary.addresses(),
                summary.most());
    }
}
