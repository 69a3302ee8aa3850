package dev.jenvoy.journal.sqlite;

import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.NoRoomException;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what is old in small transactions, between which new deliveries get their turn. */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private static final String OLD =
            "SELECT entry FROM delivery WHERE received < ? AND state >= 2 ORDER BY received LIMIT ?";
    private static final List<String> DELETIONS = List.of(
            OperatorRequestRow.DELETE,
            "DELETE FROM run WHERE entry = ?",
            "DELETE FROM action WHERE entry = ?",
            "DELETE FROM delivery WHERE entry = ?");
    private static final String CONTENT = "SELECT keeper, file FROM content WHERE entry = ?";
    private static final String DELETE_CONTENT = "DELETE FROM content WHERE entry = ?";

    /** Whether somebody still needs what is kept in an entry's row: the entry itself, or one that shares it. */
    private static final String NEEDED = "SELECT EXISTS (SELECT 1 FROM delivery WHERE entry = ?1)"
            + " OR EXISTS (SELECT 1 FROM content WHERE keeper = ?1)";

    /** The most deliveries in one transaction. */
    private static final int STEP = 50;

    /** Free pages are kept for what comes next, so that the file does not shrink and grow all the time. */
    private static final long SPARE_PAGES = 256;

    private static final int VACUUM_STEPS = 64;

    private final Store store;
    private final StoredPayloadFiles files;

    Retention(Store store, StoredPayloadFiles files) {
        this.store = store;
        this.files = files;
    }

    int deleteOlderThan(Instant time, int limit) {
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
                wait(Durability.MACHINE, session -> delete(session, some)).forEach(files::delete);
                deleted += some.size();
            }
            for (int step = 0; step < VACUUM_STEPS && wait(Durability.PROCESS, Retention::vacuum); step++) {
                LOG.trace("space given back step={}", step);
            }
        } catch (NoRoomException e) {
            LOG.warn("retention stopped reason=\"{}\"", e.getMessage());
        }
        return deleted;
    }

    private static List<Long> old(Session session, Instant time, int limit) throws SQLException {
        PreparedStatement statement = session.prepared(OLD);
        statement.setLong(1, Micros.of(time));
        statement.setInt(2, limit);
        List<Long> entries = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                entries.add(rows.getLong(1));
            }
        }
        return entries;
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

    /** Rows first: a file without a row is deleted at the next start, a row without its file would be a lie. */
    private static List<String> delete(Session session, List<Long> entries) throws SQLException {
        List<String> unnamed = new ArrayList<>();
        for (long entry : entries) {
            for (String deletion : DELETIONS) {
                execute(session, deletion, entry);
            }
            long keeper = keeper(session, entry);
            if (keeper != entry) {
                execute(session, DELETE_CONTENT, entry);
            }
            if (!isNeeded(session, keeper)) {
                file(session, keeper).ifPresent(unnamed::add);
                execute(session, DELETE_CONTENT, keeper);
            }
        }
        return unnamed;
    }

    private static void execute(Session session, String sql, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(sql);
        statement.setLong(1, entry);
        statement.executeUpdate();
    }

    /** The entry whose row has headers and payload: another one's where it shares them. */
    private static long keeper(Session session, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(CONTENT);
        statement.setLong(1, entry);
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return entry;
            }
            long keeper = row.getLong(1);
            return row.wasNull() ? entry : keeper;
        }
    }

    private static Optional<String> file(Session session, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(CONTENT);
        statement.setLong(1, entry);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? Optional.ofNullable(row.getString(2)) : Optional.empty();
        }
    }

    private static boolean isNeeded(Session session, long entry) throws SQLException {
        PreparedStatement statement = session.prepared(NEEDED);
        statement.setLong(1, entry);
        try (ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Gives back some pages at the file's end; whether there was something to give. */
    private static boolean vacuum(Session session) throws SQLException {
        if (session.number("PRAGMA freelist_count") <= SPARE_PAGES) {
            return false;
        }
        session.runToEnd("PRAGMA incremental_vacuum(64)");
        return true;
    }
}
