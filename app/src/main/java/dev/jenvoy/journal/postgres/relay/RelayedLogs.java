package dev.jenvoy.journal.postgres.relay;

import dev.jenvoy.cluster.Cluster;
import dev.jenvoy.cluster.Member;
import dev.jenvoy.delivery.output.LogPiece;
import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.journal.share.DistantLogs;
import dev.jenvoy.store.Change;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Query;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Store;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Carries logs through two tables that the database does not keep over its crash. */
public final class RelayedLogs implements DistantLogs {

    /** What makes the tables. */
    public static final List<String> STATEMENTS = List.of("""
            CREATE UNLOGGED TABLE log_follower (
              entry bigint NOT NULL,
              server bigint NOT NULL,
              PRIMARY KEY (entry, server)
            )\
            """, """
            CREATE UNLOGGED TABLE live_piece (
              entry bigint NOT NULL,
              position bigint NOT NULL,
              attempt bigint NOT NULL,
              start bigint NOT NULL,
              millis bigint NOT NULL,
              stream bigint NOT NULL,
              bytes bytea,
              omitted bigint NOT NULL,
              PRIMARY KEY (entry, position, attempt, start)
            )\
            """);

    private static final String FOLLOW =
            "INSERT INTO log_follower (entry, server) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String UNFOLLOW = "DELETE FROM log_follower WHERE entry = ? AND server = ?";
    private static final String FOLLOWED = "SELECT DISTINCT entry FROM log_follower"
            + " JOIN server ON server.id = log_follower.server WHERE server." + Member.State.THERE;
    private static final String PUT = "INSERT INTO live_piece (entry, position, attempt, start, millis, stream, bytes,"
            + " omitted) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String READ = "SELECT start, millis, stream, bytes, omitted FROM live_piece"
            + " WHERE entry = ? AND position = ? AND attempt = ? AND start >= ? ORDER BY start LIMIT 32";
    private static final String FORGET = "DELETE FROM live_piece WHERE entry = ?";

    private final Store store;
    private final Cluster cluster;

    public RelayedLogs(Store store, Cluster cluster) {
        this.store = store;
        this.cluster = cluster;
    }

    @Override
    public void follow(long entry) {
        write(session -> session.bind(FOLLOW).with(entry).with(cluster.number()).update());
    }

    @Override
    public void unfollow(long entry) {
        write(session ->
                session.bind(UNFOLLOW).with(entry).with(cluster.number()).update());
    }

    @Override
    public Set<Long> followed() {
        return read(session -> session.bind(FOLLOWED).all(Row::number)).stream().collect(Collectors.toSet());
    }

    @Override
    public void put(long entry, int position, int attempt, List<LogPiece> pieces) {
        write(session -> {
            for (LogPiece piece : pieces) {
                boolean isText = piece instanceof LogPiece.Printed;
                LogPiece.Printed text = isText ? (LogPiece.Printed) piece : null;
                int unusedRows = session.bind(PUT)
                        .with(entry)
                        .with(position)
                        .with(attempt)
                        .with(piece.from())
                        .with(text == null ? LogPiece.NO_TIME : text.millis())
                        .with(text != null && text.stream() == OutputSink.Stream.STDERR)
                        .with(text == null ? null : text.bytes())
                        .with(text == null ? piece.next() - piece.from() : 0)
                        .update();
            }
            return pieces.size();
        });
    }

    @Override
    public List<LogPiece> read(long entry, int position, int attempt, long from) {
        return read(session -> session.bind(READ)
                .with(entry)
                .with(position)
                .with(attempt)
                .with(from)
                .all(RelayedLogs::piece));
    }

    private static LogPiece piece(Row row) throws SQLException {
        long start = row.number();
        int millis = row.count();
        OutputSink.Stream stream = row.flag() ? OutputSink.Stream.STDERR : OutputSink.Stream.STDOUT;
        byte[] bytes = row.bytes();
        return bytes == null
                ? new LogPiece.Omitted(start, row.number())
                : new LogPiece.Printed(start, millis, stream, Objects.requireNonNull(bytes));
    }

    @Override
    public void forget(long entry) {
        write(session -> session.bind(FORGET).with(entry).update());
    }

    private void write(Change<Integer> change) {
        // No thread waits for it: the next look sees what has become of it.
        store.write(Durability.PROCESS, change).exceptionally(failure -> 0);
    }

    private <T> T read(Query<T> query) {
        try {
            return store.read(query);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be read", e);
        }
    }
}
