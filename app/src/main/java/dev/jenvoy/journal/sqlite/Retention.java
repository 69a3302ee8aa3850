package dev.jenvoy.journal.sqlite;

import dev.jenvoy.journal.sql.DeliveryHousekeeping;
import dev.jenvoy.journal.sql.LastLine;
import dev.jenvoy.journal.sql.OperatorRequestRow;
import dev.jenvoy.journal.sql.StoredLogs;
import dev.jenvoy.journal.sql.condition.StateSql;
import dev.jenvoy.journal.sql.exchange.SqlExchanges;
import dev.jenvoy.journal.sqlite.payload.StoredPayloadFiles;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.NoRoomException;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import dev.jenvoy.store.time.Micros;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old deliveries in small transactions, between which new deliveries are written; long logs go before their
 * deliveries, in transactions of their own. SQLite reuses their pages.
 */
final class Retention implements DeliveryHousekeeping {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private static final String OLD = "SELECT entry FROM delivery INDEXED BY delivery_open WHERE " + StateSql.OPEN
            + " = FALSE AND received < ? AND NOT EXISTS (SELECT 1" + StateSql.UNFINISHED_APART
            + " AND action.entry = delivery.entry) ORDER BY received LIMIT ?";
    private static final List<String> DELETIONS = List.of(
            OperatorRequestRow.DELETE,
            LastLine.DELETE,
            SqlExchanges.DELETE,
            "DELETE FROM earlier WHERE entry = ?",
            "DELETE FROM action WHERE entry = ?",
            "DELETE FROM delivery WHERE entry = ?");
    private static final String CONTENT = "SELECT keeper, file FROM content WHERE entry = ?";
    private static final String DELETE_CONTENT = "DELETE FROM content WHERE entry = ?";

    /** Says whether a delivery still needs the headers and the payload in an entry's row: this one, or one that shares it. */
    private static final String NEEDED = "SELECT CASE WHEN EXISTS (SELECT 1 FROM delivery WHERE entry = ?1)"
            + " OR EXISTS (SELECT 1 FROM content WHERE keeper = ?1) THEN 1 ELSE 0 END";

    /** The most deliveries in one transaction. */
    private static final int STEP = 50;

    private final Store store;
    private final StoredPayloadFiles files;

    Retention(Store store, StoredPayloadFiles files) {
        this.store = store;
        this.files = files;
    }

    @Override
    public long size() {
        try {
            return store.read(session -> session.number("SELECT count(*) FROM delivery"));
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }

    @Override
    public int deleteOlderThan(Instant time, int limit) {
        List<Long> old;
        try {
            old = store.read(session -> old(session, time, limit));
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
        int deleted = 0;
        try {
            while (deleted < old.size()) {
                List<Long> some = old.subList(deleted, Math.min(old.size(), deleted + STEP));
                Optional<List<String>> unnamed = wait(
                        Durability.MACHINE,
                        session -> StoredLogs.deleteSome(session, some)
                                ? Optional.empty()
                                : Optional.of(delete(session, some)));
                if (unnamed.isPresent()) {
                    unnamed.get().forEach(files::delete);
                    deleted += some.size();
                }
            }
        } catch (NoRoomException e) {
            LOG.warn("retention stopped reason=\"{}\"", e.getMessage());
        }
        return deleted;
    }

    private static List<Long> old(Session session, Instant time, int limit) throws SQLException {
        return session.bind(OLD).with(Micros.of(time)).with(limit).all(Row::number);
    }

    private <T> T wait(Durability durability, Change<T> change) {
        try {
            return store.offer(durability, change).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof NoRoomException refusal) {
                throw refusal;
            }
            throw e;
        }
    }

    /** Deletes rows of deliveries whose logs have no parts any more, and returns the files to delete after them: a file without a row is deleted at the next start. */
    private static List<String> delete(Session session, List<Long> entries) throws SQLException {
        List<String> unnamed = new ArrayList<>();
        for (long entry : entries) {
            EntryIds.retire(session, entry);
            for (String deletion : DELETIONS) {
                execute(session, deletion, entry);
            }
            long keeper = keeper(session, entry);
            if (keeper != entry) {
                execute(session, DELETE_CONTENT, entry);
            }
            if (!isNeeded(session, keeper)) {
                stored(session, keeper).flatMap(Stored::file).ifPresent(unnamed::add);
                execute(session, DELETE_CONTENT, keeper);
            }
        }
        return unnamed;
    }

    private static void execute(Session session, String sql, long entry) throws SQLException {
        session.bind(sql).with(entry).update();
    }

    /** The row of a delivery's headers and payload. */
    private record Stored(@Nullable Long keeper, Optional<String> file) {}

    private static Optional<Stored> stored(Session session, long entry) throws SQLException {
        return session.bind(CONTENT)
                .with(entry)
                .first(row -> new Stored(row.numberOrNull(), Optional.ofNullable(row.textOrNull())));
    }

    /** Returns the entry whose row has headers and payload: another one where the delivery shares them. */
    private static long keeper(Session session, long entry) throws SQLException {
        return stored(session, entry).map(Stored::keeper).orElse(entry);
    }

    private static boolean isNeeded(Session session, long entry) throws SQLException {
        return session.bind(NEEDED).with(entry).first(Row::flag).orElse(false);
    }
}
