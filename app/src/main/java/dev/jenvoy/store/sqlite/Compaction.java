package dev.jenvoy.store.sqlite;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives free pages back to the file system when a store is opened. Free pages are otherwise reused, so that the file does
 * not shrink and grow all the time. Files with SQLite's pointer maps ({@code auto_vacuum}) lose them: each new page would
 * change a map too.
 *
 * <p>Packing writes all that remains once, and needs that much memory meanwhile. So it is left out where much remains.
 */
final class Compaction {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** The most that may remain. */
    private static final long MAX_BYTES = 64L << 20;

    /** Free pages for each page in use. */
    private static final long MIN_FREE_RATIO = 3;

    private Compaction() {}

    /** Packs the file if it is worth it. A file that cannot be packed stays as it is. Blocks for about a second. */
    static void run(SqliteSession session) throws SQLException {
        long free = session.number("PRAGMA freelist_count");
        long used = session.number("PRAGMA page_count") - free;
        boolean mapped = session.number("PRAGMA auto_vacuum") != 0;
        boolean worthIt = mapped || free > used * MIN_FREE_RATIO;
        if (!worthIt || used * session.number("PRAGMA page_size") > MAX_BYTES) {
            return;
        }
        try {
            session.run("PRAGMA auto_vacuum=NONE");
            session.run("VACUUM");
            LOG.info("journal packed pages={} freed={}", used, free);
        } catch (SQLException e) {
            if (SqliteConnections.damage(e)) {
                throw e;
            }
            session.forget();
            LOG.warn("journal not packed reason=\"{}\"", e.getMessage());
        }
    }
}
