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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets single actions apart be cancelled and tried again. Safe for use by several threads. */
@CheckReturnValue
final class ApartActions {

    private final ActionKinds kinds;
    private final Journal journal;
    private final CompletedDeliveries past;
    private final ActionScheduler scheduler;

    ApartActions(ActionKinds kinds, Journal journal, CompletedDeliveries past, ActionScheduler scheduler) {
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
        // Of two that ask at once, the journal refuses the second.
        return journal.reopened(entry, position, now).handle((hold, refused) -> {
            if (refused == null && hold.isPresent()) {
                DeliveryRun run = failed.get().run(hold.get());
                scheduler.queue(run);
                scheduler.ready(run);
            }
            return refused == null;
        });
    }

    /** Does what somebody wanted at another server. */
    void wished(long entry, int position, Wish wish) {
        switch (wish) {
            case CANCEL -> {
                Optional<DeliveryRun> unusedRun = scheduler.cancelApart(entry, position);
            }
            case RETRY_NOW -> {
                boolean unusedFound = scheduler.retryApart(entry, position);
            }
        }
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
