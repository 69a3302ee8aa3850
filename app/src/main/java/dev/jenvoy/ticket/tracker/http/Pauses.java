package dev.jenvoy.ticket.tracker.http;

import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers for how long a tracker wants to be left alone, as a whole or about one ticket. Thread-safe. */
final class Pauses {

    /** More tickets than one delivery names; then those that are over are forgotten. */
    private static final int MANY_TICKETS = 1_000;

    private final InstantSource clock;
    private final Map<String, TrackerFailure.Later> ofTickets = new HashMap<>();
    private TrackerFailure.@Nullable Later ofTracker;

    Pauses(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns why a request about this ticket must wait; empty if it need not. */
    synchronized Optional<TrackerFailure> holding(String ticket) {
        Instant now = clock.instant();
        if (ofTracker != null && isAhead(ofTracker, now)) {
            return Optional.of(ofTracker);
        }
        TrackerFailure.Later later = ofTickets.get(ticket);
        return later != null && isAhead(later, now) ? Optional.of(later) : Optional.empty();
    }

    /** Begins a pause for the tracker, and returns what it means. */
    synchronized TrackerFailure.Later begin(TrackerFailure.Later.Reason reason, Instant until, String said) {
        ofTracker = later(reason, until, true, said);
        return ofTracker;
    }

    /** Begins a pause for one ticket, and returns what it means. */
    synchronized TrackerFailure.Later begin(String ticket, Instant until, String said) {
        TrackerFailure.Later later = later(TrackerFailure.Later.Reason.LIMITED, until, false, said);
        if (ofTickets.size() >= MANY_TICKETS) {
            Instant now = clock.instant();
            ofTickets.values().removeIf(known -> !isAhead(known, now));
        }
        ofTickets.put(ticket, later);
        return later;
    }

    private static TrackerFailure.Later later(
            TrackerFailure.Later.Reason reason, Instant until, boolean wholeTracker, String said) {
        return new TrackerFailure.Later(
                reason,
                Optional.of(until),
                wholeTracker,
                said + "; not before " + until.truncatedTo(ChronoUnit.SECONDS));
    }

    private static boolean isAhead(TrackerFailure.Later later, Instant now) {
        return later.notBefore().filter(now::isBefore).isPresent();
    }
}
