package dev.jenvoy.journal.postgres.scope;

import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises the mark below which nothing is unfinished, at the server that leads. It must not pass a number that a transaction still holds: one is
 * given before its commit, which may wait minutes for a standby. So it notes the newest number first, and raises the mark to it
 * when all transactions have ended that were under way then. For use by one thread.
 */
public final class LowMarkKeeper {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private static final String NEWEST = "SELECT last_value FROM entry_no";
    private static final String NEXT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint";
    private static final String OLDEST = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
    private static final String SMALLEST = "SELECT entry FROM work WHERE entry >= ? ORDER BY entry LIMIT 1";
    private static final String PRESENT = "SELECT value FROM setting WHERE name = 'low'";
    private static final String RAISE = "UPDATE setting SET value = ?1 WHERE name = 'low' AND value < ?1";
    private static final String BELOW = "SELECT coalesce(min(entry), 0) FROM work WHERE entry < ?";
    private static final String LOWER = "UPDATE setting SET value = least(value, ?) WHERE name = 'low'";

    private final Store store;
    private final LowMark low;
    private Optional<Note> noted = Optional.empty();

    public LowMarkKeeper(Store store, LowMark low) {
        this.store = store;
        this.low = low;
    }

    /**
     * What was so at a moment.
     *
     * @param newest the newest number that had been given
     * @param next the number that the next transaction was to get
     */
    private record Note(long newest, long next) {}

    /** Reads the mark that all servers share. Blocks. */
    public void read() throws SQLException {
        low.set(store.read(session -> session.number(PRESENT)));
    }

    /** Raises the mark as far as is certain. Blocks. */
    public void raise() throws SQLException {
        Optional<Note> before = noted;
        if (before.isEmpty()) {
            // In two transactions: a snapshot from before the number could miss a transaction that took a number in
            // between.
            long newest = store.read(session -> session.number(NEWEST));
            noted = Optional.of(new Note(newest, store.read(session -> session.number(NEXT))));
            return;
        }
        long to = store.read(session -> session.number(OLDEST) < before.get().next()
                ? 0
                : Math.min(before.get().newest(), smallest(session)));
        if (to == 0) {
            return;
        }
        noted = Optional.empty();
        if (to > low.get()) {
            CompletionStage<Integer> unusedRaising = store.write(
                    Durability.PROCESS, session -> session.bind(RAISE).with(to).update());
        }
    }

    private long smallest(Session session) throws SQLException {
        return session.bind(SMALLEST).with(low.get()).first(row -> row.number()).orElse(Long.MAX_VALUE);
    }

    /** Looks below the mark, where nothing may be. Blocks. */
    public void check() throws SQLException {
        long below = store.read(session ->
                session.bind(BELOW).with(low.get()).first(row -> row.number()).orElse(0L));
        if (below > 0) {
            LOG.error("unfinished deliveries were overlooked smallest={} mark={}", below, low.get());
            CompletionStage<Integer> unusedLowering = store.write(
                    Durability.PROCESS,
                    session -> session.bind(LOWER).with(below).update());
        }
    }
}
