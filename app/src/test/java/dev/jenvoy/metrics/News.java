package dev.jenvoy.metrics;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Digest;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Payload;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.journal.Abandoned;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Disposition;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Planned;
import dev.jenvoy.journal.Recorded;
import dev.jenvoy.journal.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a journal would tell. */
final class News {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private News() {}

    static Recorded accepted(long entry, String event, String... hooks) {
        return new Recorded.Accepted(entry(entry, event, hooks));
    }

    /** A delivery of an earlier server, whose hook had been running when it died. */
    static Recorded claimed(long entry, String hook) {
        Abandoned.Progress progress = new Abandoned.Progress.Running(1, "token", NOON);
        return new Recorded.Claimed(new Abandoned(entry(entry, "push", hook), List.of(progress), true, 0, false));
    }

    static Recorded noted(String event, Disposition disposition) {
        return new Recorded.Noted(9, key("noted"), Facts.of(new Event(event)), disposition);
    }

    static Recorded exited(long entry, int position, int code, Duration took) {
        return new Recorded.Ended(
                entry, position, 1, new Outcome(Ending.EXITED, code, "secret output", "", false, null), took);
    }

    static Recorded ended(long entry, int position, int attempt, Ending ending, Duration took) {
        return new Recorded.Ended(entry, position, attempt, Outcome.without(ending, null, "why"), took);
    }

    static Recorded finished(long entry, DeliveryState state) {
        return new Recorded.Finished(entry, state);
    }

    private static Entry entry(long number, String event, String... hooks) {
        Delivery delivery = new Delivery(
                key("d-" + number),
                Facts.of(new Event(event)),
                Payload.of(new byte[] {'{', '}'}),
                Digest.known("0".repeat(64)),
                NOON);
        List<Step> steps = new ArrayList<>();
        for (String hook : hooks) {
            steps.add(new Step(steps.size(), new Planned("hook", hook, Policy.DEFAULT), 0));
        }
        return new Entry(number, delivery, 1, steps);
    }

    private static DeliveryKey key(String id) {
        return new DeliveryKey("github", "", id);
    }
}
