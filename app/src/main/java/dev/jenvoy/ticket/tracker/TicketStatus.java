package dev.jenvoy.ticket.tracker;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A status of tickets. Names are as the tracker writes them, in the language of the account; a hostile one is made fit to be
 * shown, as by {@link Quoted#name}.
 *
 * @param id the tracker's id, the same in every language; empty if the tracker has only names
 * @param untranslatedName the name in the tracker's own language, where it says that; else empty
 */
public record TicketStatus(String id, String name, String untranslatedName) {

    public TicketStatus {
        name = Quoted.name(name);
        untranslatedName = Quoted.name(untranslatedName);
    }

    /** A status of a tracker that has only names. */
    public static TicketStatus named(String name) {
        return new TicketStatus("", name, "");
    }

    /** Returns the names that it has, in each language that the tracker says. */
    public List<String> names() {
        return Stream.of(name, untranslatedName).filter(one -> !one.isEmpty()).toList();
    }

    /** Returns whether both are the same status: by their ids, or by their names in any case if one of them has no id. */
    public boolean isSame(TicketStatus other) {
        return (id.isEmpty() || other.id.isEmpty()) ? folded(name).equals(folded(other.name)) : id.equals(other.id);
    }

    private static String folded(String name) {
        return name.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
