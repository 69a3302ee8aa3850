package dev.jenvoy.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which records to look at; an empty part admits all.
 *
 * @param acts any of these; an empty set admits all
 * @param results any of these; an empty set admits all
 * @param who the name or the address of the one who did it, in full
 * @param entry the delivery
 * @param text found in any case (of ASCII letters) within the act, the name, the address, or what it is about
 * @param from then or later
 * @param to before then
 */
public record AuditFilter(
        Set<String> acts,
        Set<AuditRecord.Result> results,
        Optional<String> who,
        OptionalLong entry,
        Optional<String> text,
        Optional<Instant> from,
        Optional<Instant> to) {

    /** A search for more is a mistake. */
    public static final int LONGEST_TEXT = 200;

    /** Admits everything. */
    public static final AuditFilter ALL = new AuditFilter(
            Set.of(),
            Set.of(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public AuditFilter {
        acts = Set.copyOf(acts);
        results = Set.copyOf(results);
        if (text.isPresent() && !isSearchable(text.get())) {
            throw new IllegalArgumentException("a text that cannot be searched for");
        }
    }

    /** Returns whether a text can be searched for. */
    public static boolean isSearchable(String text) {
        return text.length() <= LONGEST_TEXT && text.indexOf('\0') < 0;
    }
}
