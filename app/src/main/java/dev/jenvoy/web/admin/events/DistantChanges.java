package dev.jenvoy.web.admin.events;

import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.JournalEvent;
import dev.jenvoy.journal.RecordedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes events of what the journal says at two moments of a delivery that another server runs. Safe for use by several threads.
 */
final class DistantChanges {

    private final long entry;
    private final Set<Run> begun = new LinkedHashSet<>();
    private final Set<Run> ended = new HashSet<>();
    private final Map<Integer, Instant> due = new HashMap<>();

    /** An attempt of an action. */
    record Run(int position, int attempt) {}

    /** @param known what the client knows */
    DistantChanges(DeliveryDetail known) {
        this.entry = known.summary().entry();
        List<JournalEvent> unusedKnown = since(known);
    }

    /** Returns the attempt that was started last and has not ended, if there is one. */
    synchronized Optional<Run> running() {
        return begun.stream().filter(run -> !ended.contains(run)).reduce((one, other) -> other);
    }

    /** Returns whether an event says something new, and remembers it. */
    synchronized boolean isNews(JournalEvent event) {
        if (event instanceof JournalEvent.Started started) {
            return begun.add(new Run(started.position(), started.attempt()));
        }
        return !(event instanceof JournalEvent.Ended end) || ended.add(new Run(end.position(), end.attempt()));
    }

    /** Returns what has happened since the last call, in the order of the actions. */
    synchronized List<JournalEvent> since(DeliveryDetail now) {
        List<JournalEvent> events = new ArrayList<>();
        for (int position = 0; position < now.actions().size(); position++) {
            add(events, position, now.actions().get(position));
        }
        if (now.summary().state().ended()) {
            events.add(new JournalEvent.Finished(entry, now.summary().state()));
        }
        return events;
    }

    private void add(List<JournalEvent> events, int position, DeliveryDetail.ActionDetail action) {
        for (RecordedRun run : action.runs()) {
            Run key = new Run(position, run.attempt());
            if (run.attempt() > 0 && begun.add(key)) {
                events.add(new JournalEvent.Started(entry, position, run.attempt(), run.began()));
            }
            if (run.outcome().isPresent() && ended.add(key)) {
                events.add(new JournalEvent.Ended(
                        entry,
                        position,
                        run.attempt(),
                        run.outcome().get(),
                        run.took().orElse(Duration.ZERO)));
            }
        }
        Optional<Instant> waits =
                action.state() == ActionState.WAITING && !action.runs().isEmpty() ? action.due() : Optional.empty();
        waits.filter(time -> !time.equals(due.put(position, time)))
                .ifPresent(time -> events.add(new JournalEvent.Retrying(entry, position, time)));
    }
}
