package dev.jenvoy.endpoint.sql;

import dev.jenvoy.endpoint.Endpoint;
import dev.jenvoy.endpoint.EndpointStore;
import dev.jenvoy.endpoint.StoredSecret;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the registered endpoints in the table {@code endpoint} of the journal's database. */
public final class SqlEndpointStore implements EndpointStore {

    private static final String COLUMNS = "provider, repo_id, repo_path, registered, changed, old_until, secret, old";
    private static final String ALL = "SELECT " + COLUMNS + " FROM endpoint ORDER BY provider, repo_id";
    private static final String PUT = "INSERT INTO endpoint (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (provider, repo_id) DO UPDATE SET repo_path = excluded.repo_path,"
            + " registered = excluded.registered, changed = excluded.changed, old_until = excluded.old_until,"
            + " secret = excluded.secret, old = excluded.old";
    private static final String REMOVE = "DELETE FROM endpoint WHERE provider = ? AND repo_id = ?";

    private final Store store;

    /** @param store the journal's database */
    public SqlEndpointStore(Store store) {
        this.store = store;
    }

    @Override
    public Map<Endpoint.Id, StoredSecret> all(Runnable damaged) throws IOException {
        try {
            return store.read(session -> all(session, damaged));
        } catch (SQLException e) {
            throw new IOException("the registered endpoints cannot be read", e);
        }
    }

    private static Map<Endpoint.Id, StoredSecret> all(Session session, Runnable damaged) throws SQLException {
        Map<Endpoint.Id, StoredSecret> all = new LinkedHashMap<>();
        for (Optional<StoredSecret> secret : session.bind(ALL).all(SqlEndpointStore::read)) {
            secret.ifPresentOrElse(valid -> all.put(valid.endpoint().id(), valid), damaged);
        }
        return all;
    }

    /** Reads an endpoint; empty when the row is not a valid one. */
    private static Optional<StoredSecret> read(Row row) throws SQLException {
        try {
            Endpoint endpoint = new Endpoint(
                    row.text(),
                    row.text(),
                    row.text(),
                    instant(row.number()),
                    instant(row.number()),
                    instantIfAny(row.numberOrNull()));
            return Optional.of(new StoredSecret(endpoint, row.text(), row.textOrNull()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> put(StoredSecret secret) {
        Endpoint endpoint = secret.endpoint();
        return store.keep(session -> session.bind(PUT)
                .with(endpoint.provider())
                .with(endpoint.repoId())
                .with(endpoint.repoPath())
                .with(micros(endpoint.registered()))
                .with(micros(endpoint.changed()))
                .with(microsIfAny(endpoint.oldUntil()))
                .with(secret.secret())
                .with(secret.old())
                .update());
    }

    @Override
    public Optional<String> remove(Endpoint.Id id) {
        return store.keep(session ->
                session.bind(REMOVE).with(id.provider()).with(id.repoId()).update());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static @Nullable Instant instantIfAny(@Nullable Long micros) {
        return micros == null ? null : instant(micros);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    private static @Nullable Long microsIfAny(@Nullable Instant time) {
        return time == null ? null : (Long) micros(time);
    }
}
