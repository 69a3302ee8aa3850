package dev.jenvoy.web.admin.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.RecordedRun;
import dev.jenvoy.journal.StoredRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Events made of what the journal says of a delivery that another server runs. */
class DistantChangesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Outcome FINE = new Outcome(Ending.EXITED, 0, "done\n", "", false, null);

    private static RecordedRun running(int attempt) {
        return new RecordedRun(attempt, NOON, Optional.empty(), Optional.empty());
    }

    private static RecordedRun ended(int attempt) {
        return new RecordedRun(attempt, NOON, Optional.of(Duration.ofMillis(5)), Optional.of(FINE));
    }

    private static DeliveryDetail detail(
            DeliveryState state, ActionState action, Optional<Instant> due, RecordedRun... runs) {
        DeliverySummary summary = new DeliverySummary(
                7,
                new DeliveryKey("github", "", "one"),
                Facts.of(new Event("push")),
                1,
                state,
                NOON,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                false);
        return new DeliveryDetail(
                summary,
                new StoredRequest(Map.of()),
                Optional.empty(),
                Optional.empty(),
                List.of(new DeliveryDetail.ActionDetail(
                        new Planned("hook", "push", Policy.DEFAULT), action, due, List.of(runs))),
                Optional.empty(),
                List.of());
    }

    @Test
    void what_is_known_makes_no_event_and_each_change_makes_one() {
        DistantChanges changes =
                new DistantChanges(detail(DeliveryState.QUEUED, ActionState.WAITING, Optional.empty()));
        DeliveryDetail begun = detail(DeliveryState.RUNNING, ActionState.RUNNING, Optional.empty(), running(1));

        assertThat(changes.since(begun)).containsExactly(new JournalEvent.Started(7, 0, 1, NOON));
        assertThat(changes.since(begun)).isEmpty();
        assertThat(changes.since(detail(DeliveryState.SUCCEEDED, ActionState.ENDED, Optional.empty(), ended(1))))
                .containsExactly(
                        new JournalEvent.Ended(7, 0, 1, FINE, Duration.ofMillis(5)),
                        new JournalEvent.Finished(7, DeliveryState.SUCCEEDED));
    }

    @Test
    void an_attempt_that_is_tried_again_waits_and_starts_once_more() {
        DistantChanges changes =
                new DistantChanges(detail(DeliveryState.RUNNING, ActionState.RUNNING, Optional.empty(), running(1)));

        assertThat(changes.since(
                        detail(DeliveryState.RUNNING, ActionState.WAITING, Optional.of(NOON.plusSeconds(1)), ended(1))))
                .containsExactly(
                        new JournalEvent.Ended(7, 0, 1, FINE, Duration.ofMillis(5)),
                        new JournalEvent.Retrying(7, 0, NOON.plusSeconds(1)));
        assertThat(changes.since(
                        detail(DeliveryState.RUNNING, ActionState.RUNNING, Optional.empty(), ended(1), running(2))))
                .containsExactly(new JournalEvent.Started(7, 0, 2, NOON));
    }
}
