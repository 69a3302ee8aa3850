package dev.jenvoy.ticket.ledger;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What asked for a move.
 *
 * @param happening the word of what happened, such as {@code merged}
 * @param event the event of the state machine
 * @param repository owner and name
 * @param subject what it happened to, such as {@code acme/site#7}: of one subject a newer happening overtakes an older one
 * @param page the address of the pull request or release for people; empty if unknown
 * @param time when it happened, as the sender says it. It orders happenings of one subject
 * @param entry the journal's number of the delivery
 * @param arrival the journal's number of the first known delivery of the happening: it orders happenings of one subject of which
 *     one has no time, or both have the same
 */
public record MoveCause(
        String happening,
        String event,
        String repository,
        String subject,
        String page,
        Optional<Instant> time,
        long entry,
        long arrival) {

    /** Returns the same, asked for by another delivery of the same happening, whose order among others stays. */
    public MoveCause by(long delivery) {
        return new MoveCause(happening, event, repository, subject, page, time, delivery, arrival);
    }

    /** Returns the same with the earlier one of two arrivals, and of two times. */
    public MoveCause notAfter(MoveCause earlier) {
        Optional<Instant> first =
                Stream.concat(time.stream(), earlier.time.stream()).min(Comparator.naturalOrder());
        long firstArrival = Math.min(arrival, earlier.arrival);
        return new MoveCause(happening, event, repository, subject, page, first, entry, firstArrival);
    }
}
