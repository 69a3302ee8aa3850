package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Journal.Ownership;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches changes of the journal for which no caller waits: one that fails by itself is logged. */
public final class Recording {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private final LongAdder refused = new LongAdder();

    /** Logs and counts a change that was refused because another server has taken the delivery over. */
    public void refused(String change, Entry entry) {
        refused.increment();
        LOG.warn(
                "change refused, another server has taken the delivery over change={} delivery={} entry={}",
                change,
                entry.delivery().id(),
                entry.id());
    }

    /** Returns how many changes were refused because another server had taken the delivery over. */
    public long refused() {
        return refused.sum();
    }

    /**
     * Logs a warning if the delivery is lost to another server, and an error if the change fails. In that case the delivery goes on in memory; the journal keeps what it had, which the next start
     * takes up.
     *
     * @param change the name of the method of the journal
     */
    public void watch(CompletionStage<Ownership> recording, String change, Entry entry) {
        recording.whenComplete((ownership, failure) -> {
            if (ownership == Ownership.LOST) {
                refused(change, entry);
            }
            if (failure != null) {
                LOG.error(
                        "change not recorded change={} delivery={} entry={}",
                        change,
                        entry.delivery().id(),
                        entry.id(),
                        failure);
            }
        });
    }
}
