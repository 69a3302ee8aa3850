package dev.jenvoy.ticket.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which records are wanted; an empty part wants all.
 *
 * @param ticket the key of a ticket
 * @param tracker the name of a tracker
 * @param results {@linkplain ShownMove#word words} of moves
 * @param entry those that a delivery asked for
 * @param since those decided since then
 * @param waiting those that {@linkplain ShownMove#waiting wait}, or those that do not
 */
public record MoveFilter(
        Optional<String> ticket,
        Optional<String> tracker,
        Set<String> results,
        OptionalLong entry,
        Optional<Instant> since,
        Optional<Boolean> waiting) {

    /** Wants all. */
    public static final MoveFilter ALL = new MoveFilter(
            Optional.empty(), Optional.empty(), Set.of(), OptionalLong.empty(), Optional.empty(), Optional.empty());

    public MoveFilter {
        results = Set.copyOf(results);
    }

    /** Wants those that a delivery asked for. */
    public static MoveFilter ofEntry(long entry) {
        return new MoveFilter(
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                OptionalLong.of(entry),
                Optional.empty(),
                Optional.empty());
    }
}
