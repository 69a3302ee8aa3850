package dev.jenvoy.dispatch.intake;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.RecordedRun;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What became of deliveries that came before. */
public final class CompletedDeliveries {

    /** A delivery that ended like this is not run again only because its sender did not receive the answer. */
    private static final Set<DeliveryState> SETTLED =
            Set.of(DeliveryState.SUCCEEDED, DeliveryState.SUPERSEDED, DeliveryState.CANCELLED);

    private final History history;

    public CompletedDeliveries(History history) {
        this.history = history;
    }

    /**
     * What this very delivery came to when it was accepted last, if it ended well, made room for a newer one or was
     * cancelled. Blocks for reading from the journal.
     */
    public Optional<List<DeliveryProgress.Ended>> settled(Delivery delivery) {
        return history.entriesOf(delivery.key()).stream()
                .findFirst()
                .flatMap(history::delivery)
                .filter(last -> isSame(last, delivery))
                .filter(last -> SETTLED.contains(last.summary().state()))
                .map(CompletedDeliveries::outcomes);
    }

    /**
     * Whether this very delivery, when it came last, caused nothing but actions apart. Blocks for reading from the journal.
     */
    public boolean isKnownApart(Delivery delivery) {
        return history.entriesOf(delivery.key()).stream()
                .findFirst()
                .flatMap(history::delivery)
                .filter(last -> isSame(last, delivery))
                .filter(last -> last.summary().state()
                        == IgnoreReason.of(delivery.facts()).state())
                .isPresent();
    }

    /** The delivery of this number. Blocks for reading from the journal. */
    public Optional<DeliveryDetail> delivery(long entry) {
        return history.delivery(entry);
    }

    /** What the actions came to so far for which this delivery waits. Blocks for reading from the journal. */
    List<DeliveryProgress.Ended> outcomes(long entry) {
        return history.delivery(entry).map(CompletedDeliveries::outcomes).orElse(List.of());
    }

    private static boolean isSame(DeliveryDetail last, Delivery delivery) {
        return last.digest().equals(Optional.of(delivery.digest()))
                && last.summary().facts().event().equals(delivery.event());
    }

    private static List<DeliveryProgress.Ended> outcomes(DeliveryDetail last) {
        return last.actions().stream()
                .filter(action -> !action.planned().policy().apart())
                .flatMap(action -> lastOutcome(action.runs()).map(outcome -> ended(action.planned(), outcome)).stream())
                .toList();
    }

    private static DeliveryProgress.Ended ended(Planned planned, Outcome outcome) {
        return new DeliveryProgress.Ended(planned.name(), outcome);
    }

    private static Optional<Outcome> lastOutcome(List<RecordedRun> runs) {
        return runs.isEmpty() ? Optional.empty() : runs.get(runs.size() - 1).outcome();
    }
}
