package dev.jenvoy.journal.postgres.scope;

import dev.jenvoy.store.Session;
import java.sql.SQLException;

/**
 * A number below which no delivery is unfinished, as far as this server knows. Looks for what is unfinished begin there, so that what
 * ended lately, and cannot be cleared away while somebody looks at the past, need not be passed over. Thread-safe.
 */
public final class LowMark {

    /** Selects the mark as all servers share it. */
    public static final String PRESENT = "SELECT value FROM setting WHERE name = 'low'";

    private static final String LOWER = "UPDATE setting SET value = ?1 WHERE name = 'low' AND value > ?1";

    private volatile long low;

    public long get() {
        return low;
    }

    public void set(long to) {
        low = to;
    }

    /** Lowers the mark that all servers share, so that it does not lie above an entry which is unfinished again. */
    public static void lower(Session session, long entry) throws SQLException {
        session.bind(LOWER).with(entry).update();
    }
}
