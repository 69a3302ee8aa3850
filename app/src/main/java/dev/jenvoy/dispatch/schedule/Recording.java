package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.journal.Entry;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches changes of the journal for which no caller waits: one that fails by itself is logged. */
public final class Recording {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private Recording() {}

    /**
     * Logs an error if the change fails. The delivery goes on in memory; the journal keeps what it had, which the next start
     * takes up.
     *
     * @param change the name of the method of the journal
     */
    public static void watch(CompletionStage<Void> recording, String change, Entry entry) {
        recording.whenComplete((done, failure) -> {
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
