package dev.jenvoy.ticket.run;

import dev.jenvoy.ticket.options.TicketsOptions;
import dev.jenvoy.ticket.options.TrackerAccess;
import dev.jenvoy.ticket.options.TrackerOptions;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The open trackers. One whose address or credentials change is closed, and another one takes its place. Thread-safe. */
final class TrackerPool implements AutoCloseable {

    private final TrackerOpener opener;
    private final Map<String, Open> open = new HashMap<>();
    private final TroubleLog log = new TroubleLog();
    private boolean closed;

    private record Open(TrackerAccess access, Duration timeout, Tracker tracker) {

        boolean is(TrackerOptions options) {
            return access.equals(options.access()) && timeout.equals(options.timeout());
        }
    }

    TrackerPool(TrackerOpener opener) {
        this.opener = opener;
    }

    /** Returns the tracker of these options. Connects to nothing by itself. */
    synchronized Tracker of(TrackerOptions options) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        Open known = open.get(options.name());
        if (known != null && known.is(options)) {
            return known.tracker();
        }
        if (known != null) {
            known.tracker().close();
            log.note(options.name(), Optional.empty());
        }
        Tracker tracker = opener.open(options);
        open.put(options.name(), new Open(options.access(), options.timeout(), tracker));
        return tracker;
    }

    /** Closes the trackers that are not configured any more. */
    synchronized void follow(TicketsOptions options) {
        open.entrySet().removeIf(entry -> {
            boolean isGone = !options.trackers().containsKey(entry.getKey());
            if (isGone) {
                entry.getValue().tracker().close();
                log.forget(entry.getKey());
            }
            return isGone;
        });
    }

    /** Returns why a tracker cannot be used; empty while all is well or nothing was tried. */
    synchronized Optional<TrackerFailure.Shut> trouble(TrackerOptions options) {
        Open known = open.get(options.name());
        return known != null && known.is(options) ? known.tracker().trouble() : Optional.empty();
    }

    /** Forgets why a tracker could not be used. */
    synchronized void reopen(TrackerOptions options) {
        of(options).reopen();
        noteTrouble(options);
    }

    /** Logs it if a tracker cannot be used since the last time, or can be again. */
    synchronized void noteTrouble(TrackerOptions options) {
        log.note(options.name(), trouble(options));
    }

    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(each -> each.tracker().close());
        open.clear();
    }
}
