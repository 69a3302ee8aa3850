package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Journal.Ownership;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches changes of the journal for which no caller waits: one that fails by itself is logged. */
public final class Recording {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private Recording() {}

    /**
     * Logs a warning if the delivery is lost to another server, and an error if the change fails. In that case the delivery goes on in memory; the journal keeps what it had, which the next start
     * takes up.
     *
     * @param change the name of the method of the journal
     */
    public static void watch(CompletionStage<Ownership> recording, String change, Entry entry) {
        recording.whenComplete((ownership, failure) -> {
            if (ownership == Ownership.LOST) {
                LOG.warn(
                        "change refused, another server has taken the delivery over change={} delivery={} entry={}",
                        change,
                        entry.delivery().id(),
                        entry.id());
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
