package dev.jenvoy.ticket.run;

import dev.jenvoy.ticket.tracker.TrackerFailure.Shut;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once that a tracker cannot be used, and once that it is asked again. Not thread-safe. */
final class TroubleLog {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.tickets");

    /** Why trackers cannot be used, by their names. */
    private final Map<String, Shut.Reason> known = new HashMap<>();

    /** Takes why a tracker cannot be used now; empty if it can. The words of one reason may differ from answer to answer. */
    void note(String tracker, Optional<Shut> trouble) {
        if (trouble.isEmpty()) {
            if (known.remove(tracker) != null) {
                LOG.info("tracker is asked again tracker={}", tracker);
            }
            return;
        }
        Shut why = trouble.get();
        if (known.put(tracker, why.reason()) != why.reason()) {
            LOG.warn("tracker cannot be used tracker={} result={} cause=\"{}\"", tracker, why.word(), why.said());
        }
    }

    /** Forgets a tracker that is not configured any more. */
    void forget(String tracker) {
        known.remove(tracker);
    }
}
