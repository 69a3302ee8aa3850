package dev.jenvoy.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which deliveries to look at; an empty part admits all.
 *
 * @param source the sender's name
 * @param event the event's name
 * @param owner the user or organisation
 * @param repository the repository
 * @param branch the branch
 * @param states any of these; an empty set admits all
 * @param text {@linkplain #isSearchable searchable}; found in any case (of ASCII letters) within the repository, owner, branch, tag, sender or commit, or the
 *     delivery's id
 * @param from received then or later
 * @param to received before then
 */
public record HistoryFilter(
        Optional<String> source,
        Optional<String> event,
        Optional<String> owner,
        Optional<String> repository,
        Optional<String> branch,
        Set<DeliveryState> states,
        Optional<String> text,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** A search for more is a mistake; SQLite takes no pattern of more than 50,000 bytes. */
    public static final int LONGEST_TEXT = 1_000;

    /** Admits everything. */
    public static final HistoryFilter ALL = new HistoryFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public HistoryFilter {
        states = Set.copyOf(states);
        if (text.isPresent() && !isSearchable(text.get())) {
            throw new IllegalArgumentException("a text that cannot be searched for");
        }
    }

    /** Whether a text can be searched for. SQLite ends a pattern at a NUL: what is before it would match alone. */
    public static boolean isSearchable(String text) {
        return text.length() <= LONGEST_TEXT && text.indexOf('\0') < 0;
    }
}
