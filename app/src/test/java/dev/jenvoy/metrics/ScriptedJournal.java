package dev.jenvoy.metrics;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Hold;
import dev.jenvoy.journal.IgnoreReason;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.PlannedStep;
import dev.jenvoy.journal.UnfinishedDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Creates events of a journal. */
final class ScriptedJournal {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private ScriptedJournal() {}

    static JournalEvent accepted(long entry, String event, String... hooks) {
        return new JournalEvent.Accepted(entry(entry, event, hooks));
    }

    /** Returns a delivery of an earlier server, whose hook was running when it died. */
    static JournalEvent claimed(long entry, String hook) {
        UnfinishedDelivery.Progress progress = new UnfinishedDelivery.Progress.Running(1, "token", NOON);
        return new JournalEvent.Claimed(
                new UnfinishedDelivery(entry(entry, "push", hook), List.of(progress), true, 0, false));
    }

    static JournalEvent noted(String event, IgnoreReason disposition) {
        return new JournalEvent.Noted(9, key("noted"), Facts.of(new Event(event)), disposition);
    }

    static JournalEvent exited(long entry, int position, int code, Duration took) {
        return new JournalEvent.Ended(
                entry, position, 1, new Outcome(Ending.EXITED, code, "secret output", "", false, null), took);
    }

    static JournalEvent ended(long entry, int position, int attempt, Ending ending, Duration took) {
        return new JournalEvent.Ended(entry, position, attempt, Outcome.without(ending, null, "why"), took);
    }

    static JournalEvent finished(long entry, DeliveryState state) {
        return new JournalEvent.Finished(entry, state);
    }

    /** Returns a delivery with these actions. */
    static JournalEvent planned(long entry, Planned... actions) {
        List<PlannedStep> steps = new ArrayList<>();
        for (Planned action : actions) {
            steps.add(new PlannedStep(steps.size(), action, 0));
        }
        return new JournalEvent.Accepted(
                new Entry(new Hold(entry, entry), entry(entry, "push").delivery(), 1, steps));
    }

    private static Entry entry(long number, String event, String... hooks) {
        Delivery delivery = new Delivery(
                key("d-" + number),
                Facts.of(new Event(event)),
                Payload.of(new byte[] {'{', '}'}),
                PayloadDigest.known("0".repeat(64)),
                NOON);
        List<PlannedStep> steps = new ArrayList<>();
        for (String hook : hooks) {
            steps.add(new PlannedStep(steps.size(), new Planned("hook", hook, Policy.DEFAULT), 0));
        }
        return new Entry(new Hold(number, number), delivery, 1, steps);
    }

    private static DeliveryKey key(String id) {
        return new DeliveryKey("github", "", id);
    }
}
