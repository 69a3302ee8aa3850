package dev.jenvoy.journal.sqlite;

import dev.jenvoy.store.Session;
import java.sql.SQLException;

/**
 * The numbers of entries, counted here: to have SQLite tell the one that it gave takes a quarter of what a row costs. Used
 * by the one who writes. A number may be left out, when what was to have it was undone; none is given twice, for SQLite
 * keeps the largest that was ever used.
 */
final class EntryIds {

    /** As SQLite itself has it: whichever is larger, though only a hand that mended the file can make them differ. */
    private static final String LARGEST = "SELECT max("
            + "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'delivery'),"
            + " (SELECT coalesce(max(entry), 0) FROM delivery))";

    private long last = -1;

    /** The next one, larger than all before. */
    long next(Session session) throws SQLException {
        if (last < 0) {
            last = session.number(LARGEST);
        }
        return ++last;
    }
}
