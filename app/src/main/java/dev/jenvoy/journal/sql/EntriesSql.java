package dev.jenvoy.journal.sql;

import dev.jenvoy.store.BoundStatement;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** A query about some deliveries, whose rows begin with the number of theirs. Asks about many at once. */
final class EntriesSql {

    /** A page of the list has 50 as a rule. */
    private static final int MANY = 64;

    private final String one;
    private final String many;

    /**
     * @param before the statement up to the list of entries
     * @param after the rest of it
     */
    EntriesSql(String before, String after) {
        this.one = before + "(?)" + after;
        this.many = before + "(" + String.join(", ", Collections.nCopies(MANY, "?")) + ")" + after;
    }

    /** Takes a row of a delivery. */
    interface Reader {
        void read(long entry, Row row) throws SQLException;
    }

    /** Asks about deliveries. The rows of one come together. */
    void read(Session session, Collection<Long> entries, Reader reader) throws SQLException {
        List<Long> all = List.copyOf(entries);
        for (int from = 0; from < all.size(); from += MANY) {
            portion(session, all.subList(from, Math.min(all.size(), from + MANY)), reader);
        }
    }

    private void portion(Session session, List<Long> entries, Reader reader) throws SQLException {
        boolean isOne = entries.size() == 1;
        BoundStatement statement = session.bind(isOne ? one : many);
        for (int at = 0; at < (isOne ? 1 : MANY); at++) {
            // The last one again, where there are fewer.
            statement.with(entries.get(Math.min(at, entries.size() - 1)));
        }
        List<Boolean> unusedRows = statement.all(row -> {
            reader.read(row.number(), row);
            return true;
        });
    }
}
