package dev.jenvoy.audit;

import java.util.List;
import java.util.OptionalLong;

/**
 * Some records, newest first.
 *
 * @param records as many as were asked for, or fewer: the page may be empty while there is more
 * @param next where to go on; empty when nothing is left
 */
public record AuditPage(List<Kept> records, OptionalLong next) {

    /**
     * A record that is kept.
     *
     * @param number grows with time
     */
    public record Kept(long number, AuditRecord record) {}

    public AuditPage {
        records = List.copyOf(records);
    }
}
