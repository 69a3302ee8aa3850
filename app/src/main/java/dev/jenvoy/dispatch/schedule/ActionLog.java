package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Planned;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes lines about attempts to the log, in the words of the action's kind. */
final class ActionLog {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private final ActionKinds kinds;

    ActionLog(ActionKinds kinds) {
        this.kinds = kinds;
    }

    void started(DeliveryRun work, Planned planned, int attempt) {
        LOG.info(
                "{} started delivery={} {}={} attempt={}",
                kinds.noun(planned),
                work.delivery().id(),
                kinds.nameKey(planned),
                planned.name(),
                attempt);
    }

    /** Writes the end of an attempt. Only what is a process has an exit code. */
    void ended(DeliveryRun work, Planned planned, ActionRunner.Ran ran) {
        if (ran.outcome().process().isPresent() || kinds.noun(planned).equals("hook")) {
            LOG.info(
                    "{} ended delivery={} {}={} attempt={} returncode={} ending={} ms={}",
                    kinds.noun(planned),
                    work.delivery().id(),
                    kinds.nameKey(planned),
                    planned.name(),
                    ran.attempt().number(),
                    ran.outcome().returncode(),
                    ran.outcome().ending(),
                    ran.took().toMillis());
            return;
        }
        LOG.info(
                "{} ended delivery={} {}={} attempt={} ending={} ms={}",
                kinds.noun(planned),
                work.delivery().id(),
                kinds.nameKey(planned),
                planned.name(),
                ran.attempt().number(),
                ran.outcome().ending(),
                ran.took().toMillis());
    }

    void noMemory(DeliveryRun work, Planned planned, OutOfMemoryError e) {
        LOG.error(
                "no memory to start a {} delivery={} {}={}",
                kinds.noun(planned),
                work.delivery().id(),
                kinds.nameKey(planned),
                planned.name(),
                e);
    }

    void leftInterrupted(DeliveryRun work, Planned planned) {
        LOG.warn(
                "{} left its thread interrupted delivery={}",
                kinds.noun(planned),
                work.delivery().id());
    }

    void faulty(DeliveryRun work, Planned planned, Throwable fault) {
        LOG.error(
                "{} could not be run delivery={} {}={}",
                kinds.noun(planned),
                work.delivery().id(),
                kinds.nameKey(planned),
                planned.name(),
                fault);
    }
}
