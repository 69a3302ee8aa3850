package dev.jenvoy.endpoint;

import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The table {@code endpoint} of the journal's database. Every method blocks. */
final class EndpointTable {

    private static final String ALL = "SELECT provider, repo_id, repo_path, registered, changed, secret, old, old_until"
            + " FROM endpoint ORDER BY provider, repo_id";
    private static final String PUT = "INSERT OR REPLACE INTO endpoint"
            + " (provider, repo_id, repo_path, registered, changed, secret, old, old_until)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String REMOVE = "DELETE FROM endpoint WHERE provider = ? AND repo_id = ?";

    private final Store store;

    EndpointTable(Store store) {
        this.store = store;
    }

    /** Reads all endpoints. Leaves out a row that is not a valid endpoint. */
    Map<Endpoint.Id, StoredSecret> all(Damaged damaged) throws IOException {
        try {
            return store.read(session -> all(session, damaged));
        } catch (SQLException e) {
            throw new IOException("the registered endpoints cannot be read", e);
        }
    }

    private static Map<Endpoint.Id, StoredSecret> all(Session session, Damaged damaged) throws SQLException {
        Map<Endpoint.Id, StoredSecret> all = new LinkedHashMap<>();
        try (ResultSet row = session.prepared(ALL).executeQuery()) {
            while (row.next()) {
                try {
                    StoredSecret kept = read(row);
                    all.put(kept.endpoint().id(), kept);
                } catch (IllegalArgumentException e) {
                    damaged.row();
                }
            }
        }
        return all;
    }

    /** Called for a row that cannot be read. */
    interface Damaged {
        void row();
    }

    /**
     * Stores an endpoint. It is safe on disk when this returns.
     *
     * @throws CompletionException when there is no disk space; nothing has changed then
     */
    void put(StoredSecret kept) {
        write(session -> {
            Endpoint endpoint = kept.endpoint();
            PreparedStatement put = session.prepared(PUT);
            put.setString(1, endpoint.provider());
            put.setString(2, endpoint.repoId());
            put.setString(3, endpoint.repoPath());
            put.setLong(4, Endpoint.micros(endpoint.registered()));
            put.setLong(5, Endpoint.micros(endpoint.changed()));
            put.setString(6, kept.secret());
            put.setString(7, kept.old());
            Instant until = endpoint.oldUntil();
            if (until == null) {
                put.setNull(8, Types.INTEGER);
            } else {
                put.setLong(8, Endpoint.micros(until));
            }
            put.executeUpdate();
        });
    }

    /** Removes an endpoint. Makes the same guarantees. */
    void remove(Endpoint.Id id) {
        write(session -> {
            PreparedStatement remove = session.prepared(REMOVE);
            remove.setString(1, id.provider());
            remove.setString(2, id.repoId());
            remove.executeUpdate();
        });
    }

    private interface Statement {
        void run(Session session) throws SQLException;
    }

    private void write(Statement statement) {
        store.offer(Durability.MACHINE, session -> {
                    statement.run(session);
                    return true;
                })
                .toCompletableFuture()
                .join();
    }

    private static StoredSecret read(ResultSet row) throws SQLException {
        long until = row.getLong(8);
        @Nullable Instant oldUntil = row.wasNull() ? null : instant(until);
        return new StoredSecret(
                new Endpoint(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        instant(row.getLong(4)),
                        instant(row.getLong(5)),
                        oldUntil),
                row.getString(6),
                row.getString(7));
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
