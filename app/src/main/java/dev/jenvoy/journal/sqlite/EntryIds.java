package dev.jenvoy.journal.sqlite;

import dev.jenvoy.store.Session;
import java.sql.SQLException;

/**
 * Counts the numbers of entries. Used by the thread that writes. A number is left out when its change is undone. No number
 * is given twice: the table {@code retired} has the largest number whose entry was deleted.
 *
 * <p>SQLite's AUTOINCREMENT would write a page of its own for each entry.
 */
final class EntryIds {

    private static final String LARGEST = "SELECT max((SELECT coalesce(max(entry), 0) FROM retired),"
            + " (SELECT coalesce(max(entry), 0) FROM delivery))";
    private static final String RETIRE = "UPDATE retired SET entry = max(entry, ?)";

    private long last = -1;

    /** Returns the next number, larger than all before. */
    long next(Session session) throws SQLException {
        if (last < 0) {
            last = session.number(LARGEST);
        }
        return ++last;
    }

    /** Remembers a number whose entry is deleted. */
    static void retire(Session session, long entry) throws SQLException {
        session.bind(RETIRE).with(entry).update();
    }
}
