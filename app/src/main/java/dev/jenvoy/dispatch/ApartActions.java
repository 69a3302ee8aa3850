package dev.jenvoy.dispatch;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.dispatch.intake.CompletedDeliveries;
import dev.jenvoy.dispatch.schedule.ActionKinds;
import dev.jenvoy.dispatch.schedule.ActionScheduler;
import dev.jenvoy.dispatch.schedule.DeliveryRun;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.Journal;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.share.Wish;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets single actions apart be cancelled and tried again. Safe for use by several threads. */
@CheckReturnValue
final class ApartActions {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.dispatch");

    private final ActionKinds kinds;
    private final Journal journal;
    private final CompletedDeliveries past;
    private final ActionScheduler scheduler;
    private final InstantSource clock;
    private final Executor background;

    /** @param background does what reads the journal because another server asked for it */
    ApartActions(
            ActionKinds kinds,
            Journal journal,
            CompletedDeliveries past,
            ActionScheduler scheduler,
            InstantSource clock,
            Executor background) {
        this.clock = clock;
        this.background = background;
        this.kinds = kinds;
        this.journal = journal;
        this.past = past;
        this.scheduler = scheduler;
    }

    /** Cancels one that waits or runs. */
    CompletionStage<Boolean> cancel(long entry, int position) {
        return scheduler
                .cancelApart(entry, position)
                .map(run -> run.all().thenApply(ended -> true))
                .orElseGet(() -> journal.wish(entry, position, Wish.CANCEL));
    }

    /** Has one that waits, or failed, run at once. */
    CompletionStage<Boolean> retryNow(long entry, int position, Instant now) {
        if (scheduler.retryApart(entry, position)) {
            return CompletableFuture.completedStage(true);
        }
        Optional<Failed> failed = past.delivery(entry)
                .filter(delivery ->
                        position >= 0 && position < delivery.actions().size())
                .flatMap(delivery -> failed(delivery, position));
        if (failed.isEmpty()) {
            return journal.wish(entry, position, Wish.RETRY_NOW);
        }
        return journal.reopened(entry, position, now)
                .thenApply(hold -> {
                    hold.map(failed.get()::run).ifPresent(run -> {
                        scheduler.queue(run);
                        scheduler.ready(run);
                    });
                    return true;
                })
                // Of two that ask at once, the journal refuses the second. It also refuses a server while another
                // has other actions of the delivery under way, which is the one to ask.
                .exceptionallyCompose(refused -> journal.wish(entry, position, Wish.RETRY_NOW));
    }

    /** Does what somebody wanted at another server. */
    void wished(long entry, int position, Wish wish) {
        switch (wish) {
            case CANCEL -> {
                Optional<DeliveryRun> unusedRun = scheduler.cancelApart(entry, position);
            }
            case RETRY_NOW -> {
                if (!scheduler.retryApart(entry, position)) {
                    background.execute(() -> reopen(entry, position));
                }
            }
        }
    }

    private void reopen(long entry, int position) {
        CompletionStage<Boolean> unusedFound = retryNow(entry, position, clock.instant())
                .whenComplete((found, failure) -> {
                    if (failure != null) {
                        LOG.warn("action is not tried again entry={} position={}", entry, position, failure);
                    }
                });
    }

    /** An action apart that failed for good, and can be run again. */
    private record Failed(Delivery delivery, int redelivery, PlannedStep step, Action action) {

        DeliveryRun run(Hold hold) {
            return DeliveryRun.apart(new Entry(hold, delivery, redelivery, List.of(step)), step, action);
        }
    }

    private Optional<Failed> failed(DeliveryDetail delivery, int position) {
        DeliveryDetail.ActionDetail action = delivery.actions().get(position);
        Optional<RecordedRun> last = action.runs().isEmpty()
                ? Optional.empty()
                : Optional.of(action.runs().get(action.runs().size() - 1));
        boolean mayRun = action.planned().policy().apart()
                && action.state() == ActionState.ENDED
                && last.flatMap(RecordedRun::outcome)
                        .map(Outcome::status)
                        .filter(Status::isFailure)
                        .isPresent();
        if (!mayRun || delivery.payload().isEmpty() || delivery.digest().isEmpty()) {
            return Optional.empty();
        }
        PlannedStep step =
                new PlannedStep(position, action.planned(), last.get().attempt());
        Delivery restored = new Delivery(
                delivery.summary().key(),
                delivery.summary().facts(),
                delivery.payload().get(),
                delivery.digest().get(),
                delivery.summary().received());
        return Optional.of(
                new Failed(restored, delivery.summary().redelivery(), step, kinds.restore(action.planned())));
    }
}
