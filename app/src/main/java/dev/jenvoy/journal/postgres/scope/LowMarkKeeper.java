package dev.jenvoy.journal.postgres.scope;

import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises the mark below which nothing is unfinished, at the server that leads. It must not pass a number that a transaction still holds: one is
 * given before its commit, which may wait minutes for a standby. So it notes the newest number first, and raises the mark to it
 * when all transactions have ended that held locks then: who takes a number has locks. Other programs' transactions do not
 * matter, however long they last. For use by one thread.
 */
public final class LowMarkKeeper {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private static final String NEWEST = "SELECT last_value FROM entry_no";
    private static final String SMALLEST = "SELECT entry FROM work WHERE entry >= ? ORDER BY entry LIMIT 1";

    /** Not if somebody lowered it meanwhile: what is unfinished again was not seen then. */
    private static final String RAISE = "UPDATE setting SET value = ? WHERE name = 'low' AND value = ?";

    private static final String BELOW = "SELECT coalesce(min(entry), 0) FROM work WHERE entry < ?";

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
     * @param under the transactions that held locks then, or a moment later
     */
    private record Note(long newest, Set<String> under) {}

    /** Reads the mark that all servers share. Blocks. */
    public void read() throws SQLException {
        low.set(store.read(session -> session.number(LowMark.PRESENT)));
    }

    /** Raises the mark as far as is certain. Blocks. */
    public void raise() throws SQLException {
        if (noted.isEmpty()) {
            // In two transactions: a look at the locks from before the number could miss one that took a number in
            // between.
            long newest = store.read(session -> session.number(NEWEST));
            noted = Optional.of(new Note(newest, store.read(ScopeLocks::holders)));
        }
        Note before = noted.get();
        if (!Collections.disjoint(before.under(), store.read(ScopeLocks::holders))) {
            return;
        }
        // A database that has lost its last changes gives numbers again.
        long to = store.read(session -> Math.min(Math.min(before.newest(), session.number(NEWEST)), smallest(session)));
        noted = Optional.empty();
        long from = low.get();
        if (to > from) {
            CompletionStage<Integer> unusedRaising = store.write(
                    Durability.PROCESS,
                    session -> session.bind(RAISE).with(to).with(from).update());
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
            CompletionStage<Boolean> unusedLowering = store.write(Durability.PROCESS, session -> {
                LowMark.lower(session, below);
                return true;
            });
        }
    }
}
