package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.journal.DeliveryCount;
import dev.jenvoy.journal.DeliveryDetail;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.DeliverySummary;
import dev.jenvoy.journal.History;
import dev.jenvoy.journal.HistoryFilter;
import dev.jenvoy.journal.HistoryPage;
import dev.jenvoy.journal.RunSummary;
import dev.jenvoy.store.Readers;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Looking back on the journal's SQLite file, over its read-only connections. */
final class SqliteHistory implements History {

    private static final int LONGEST_PAGE = 500;
    private static final String SUMMARY = "SELECT " + SummaryRow.COLUMNS + " FROM delivery WHERE entry = ?";
    private static final String ENTRIES = "SELECT entry FROM delivery"
            + " WHERE key_hash = ? AND source = ? AND webhook = ? AND id = ? ORDER BY entry DESC";
    private static final String RECENT = "SELECT run.entry, kind, name, attempt, began, took, ending, returncode"
            + " FROM run JOIN action ON action.entry = run.entry AND action.position = run.position"
            + " ORDER BY number DESC LIMIT ?";
    private static final String COUNTS = "SELECT (received - ?1) / ?3, state, count(*) FROM delivery"
            + " WHERE received >= ?1 AND received < ?2 GROUP BY 1, 2 ORDER BY 1, 2";

    private final Store store;
    private final DetailQuery details;
    private final Retention retention;

    SqliteHistory(Store store, StoredPayloads bodies, Retention retention) {
        this.store = store;
        this.details = new DetailQuery(bodies);
        this.retention = retention;
    }

    @Override
    public HistoryPage page(HistoryFilter filter, OptionalLong before, int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new IllegalArgumentException("a page has 1 to " + LONGEST_PAGE + " deliveries");
        }
        PageQuery query = new PageQuery(filter, limit);
        return read(session -> query.run(session, before));
    }

    @Override
    public Optional<DeliveryDetail> delivery(long entry) {
        return read(session -> details.run(session, entry));
    }

    @Override
    public List<DeliverySummary> summaries(Collection<Long> entries) {
        return read(session -> summaries(session, entries));
    }

    private static List<DeliverySummary> summaries(Session session, Collection<Long> entries) throws SQLException {
        PreparedStatement statement = session.prepared(SUMMARY);
        List<DeliverySummary> found = new ArrayList<>(entries.size());
        for (long entry : entries) {
            statement.setLong(1, entry);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    found.add(SummaryRow.read(session, row));
                }
            }
        }
        return found;
    }

    @Override
    public long size() {
        return read(session -> session.number("SELECT count(*) FROM delivery"));
    }

    @Override
    public List<Long> entriesOf(DeliveryKey key) {
        return read(session -> entries(session, key));
    }

    private static List<Long> entries(Session session, DeliveryKey key) throws SQLException {
        PreparedStatement statement = session.prepared(ENTRIES);
        statement.setLong(1, KeyHash.of(key));
        statement.setString(2, key.source());
        statement.setString(3, key.webhook());
        statement.setString(4, key.id());
        List<Long> entries = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                entries.add(row.getLong(1));
            }
        }
        return entries;
    }

    @Override
    public List<RunSummary> recentRuns(int limit) {
        return read(session -> recent(session, limit));
    }

    private static List<RunSummary> recent(Session session, int limit) throws SQLException {
        PreparedStatement statement = session.prepared(RECENT);
        statement.setInt(1, limit);
        List<RunSummary> runs = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                long took = row.getLong(6);
                boolean ended = !row.wasNull();
                int returncode = row.getInt(8);
                boolean returned = !row.wasNull();
                runs.add(new RunSummary(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        Micros.instant(row.getLong(5)),
                        ended ? Optional.of(Micros.duration(took)) : Optional.empty(),
                        Optional.ofNullable(row.getString(7)).map(Ending::valueOf),
                        returned ? OptionalInt.of(returncode) : OptionalInt.empty()));
            }
        }
        return runs;
    }

    @Override
    public List<DeliveryCount> counts(Instant from, Instant to, Duration step) {
        if (step.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a step is a second at least");
        }
        return read(session -> counts(session, from, to, step));
    }

    private static List<DeliveryCount> counts(Session session, Instant from, Instant to, Duration step)
            throws SQLException {
        PreparedStatement statement = session.prepared(COUNTS);
        statement.setLong(1, Micros.of(from));
        statement.setLong(2, Micros.of(to));
        statement.setLong(3, Micros.of(step));
        List<DeliveryCount> counts = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                counts.add(new DeliveryCount(
                        from.plus(step.multipliedBy(row.getLong(1))), DeliveryState.of(row.getInt(2)), row.getInt(3)));
            }
        }
        return counts;
    }

    @Override
    public int deleteOlderThan(Instant time, int limit) {
        return retention.deleteOlderThan(time, limit);
    }

    private <T> T read(Readers.Query<T> query) {
        try {
            return store.read(query);
        } catch (SQLException e) {
            throw new IllegalStateException("the journal cannot be read", e);
        }
    }
}
