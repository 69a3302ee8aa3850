package dev.jenvoy.dispatch.schedule;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be started because the machine is short of something. The log has a line when the first one waits and when
 * the last one does not any more. Safe for use by several threads.
 */
public final class ShortageLog {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    /** By whatever waits: what is missing. */
    private final Map<Object, String> waiting = new ConcurrentHashMap<>();

    /** This one waits from now on, or still. */
    synchronized void begin(Object one, String missing) {
        if (waiting.isEmpty()) {
            LOG.warn("shortage, what cannot be started waits and is tried again missing=\"{}\"", missing);
        }
        waiting.put(one, missing);
    }

    /** This one does not wait for that any more, if it did. */
    void end(Object one) {
        // Asked after every run: without a lock as a rule.
        if (!waiting.isEmpty()) {
            ended(one);
        }
    }

    private synchronized void ended(Object one) {
        if (waiting.remove(one) != null && waiting.isEmpty()) {
            LOG.info("shortage is over");
        }
    }

    /** Names what this one waits for; empty if it does not wait for the machine. */
    Optional<String> missing(Object one) {
        return Optional.ofNullable(waiting.get(one));
    }

    /** How many wait. */
    public int size() {
        return waiting.size();
    }

    /** What is missing, in words; empty while nothing waits. */
    public Optional<String> trouble() {
        return waiting.values().stream()
                .findFirst()
                .map(missing -> "hooks wait to be started, waiting " + waiting.size() + ": " + missing);
    }
}
