package dev.jenvoy.dispatch.recovery;

import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.dispatch.schedule.ActionKinds;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.UnfinishedDelivery;
import dev.jenvoy.journal.share.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Ends what an earlier server left running of what this server holds now. */
final class EarlierRuns {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private final ActionKinds kinds;

    EarlierRuns(ActionKinds kinds) {
        this.kinds = kinds;
    }

    /** Ends all of them side by side, because each may take its whole grace. Blocks until they have ended. */
    void end(List<UnfinishedDelivery> abandoned) throws InterruptedException {
        List<Thread> ending = new ArrayList<>();
        for (UnfinishedDelivery one : abandoned) {
            for (int at = 0; at < one.actions().size(); at++) {
                PlannedStep step = one.entry().steps().get(at);
                // The other parts of it may be another server's, which lives and runs them.
                if (one.entry().parts().contains(Part.of(step.planned()))
                        && one.actions().get(at) instanceof UnfinishedDelivery.Progress.Running running) {
                    String delivery = one.entry().delivery().id();
                    ending.add(new Thread(() -> end(delivery, step, running.token()), "survivors-" + ending.size()));
                }
            }
        }
        ending.forEach(Thread::start);
        for (Thread thread : ending) {
            thread.join();
        }
    }

    private void end(String delivery, PlannedStep step, String token) {
        Optional<ActionKind> kind = kinds.of(step.planned());
        MDC.put("delivery", delivery);
        try {
            if (kind.isPresent() && !kind.get().endSurvivors(step.planned(), token)) {
                LOG.error(
                        "what a dead server ran cannot be ended {}={}",
                        kind.get().nameKey(),
                        step.planned().name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "what a dead server ran cannot be ended {}={}",
                    kinds.nameKey(step.planned()),
                    step.planned().name(),
                    e);
        }
    }
}
