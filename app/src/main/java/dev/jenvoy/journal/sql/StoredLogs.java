package dev.jenvoy.journal.sql;

import dev.jenvoy.delivery.output.KeptLog;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores and reads the logs of attempts: short ones beside their outputs, long ones in parts of some tens of kilobytes. */
public final class StoredLogs {

    /** The most parts that {@link #deleteSome} deletes: 2 MB. */
    public static final int MOST_DELETED = 64;

    private static final String DELETE = "DELETE FROM log_part WHERE entry = ?1 AND (position, attempt, start) IN"
            + " (SELECT position, attempt, start FROM log_part WHERE entry = ?1 LIMIT ?2)";

    private static final String INSERT =
            "INSERT INTO log_part (entry, position, attempt, start, data) VALUES (?, ?, ?, ?, ?)";
    private static final String ATTEMPT =
            "SELECT ending, log, stdout, stderr FROM run" + " WHERE entry = ? AND position = ? AND attempt = ?";
    private static final String PART = "SELECT start, data FROM log_part"
            + " WHERE entry = ? AND position = ? AND attempt = ? AND start <= ? ORDER BY start DESC LIMIT 1";
    private static final String LATER = "SELECT start FROM log_part"
            + " WHERE entry = ? AND position = ? AND attempt = ? AND start > ? ORDER BY start LIMIT 1";

    private final Store store;

    public StoredLogs(Store store) {
        this.store = store;
    }

    /** Inserts the parts of a long log. Parts that are lost are left out, and read as omitted. */
    public static void insert(Session session, Transitions.Place place, int attempt, KeptLog log) throws SQLException {
        for (KeptLog.Part part : log.parts()) {
            Optional<byte[]> bytes = part.bytes();
            if (bytes.isPresent()) {
                place.bind(session, INSERT)
                        .with(attempt)
                        .with(part.from())
                        .with(bytes.get())
                        .update();
            }
        }
    }

    /**
     * Deletes parts of the logs of deliveries, which are read as omitted then.
     *
     * @return whether there may be more of them
     */
    public static boolean deleteSome(Session session, List<Long> entries) throws SQLException {
        int left = MOST_DELETED;
        for (long entry : entries) {
            left -= session.bind(DELETE).with(entry).with(left).update();
            if (left == 0) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    private record Ended(byte @Nullable [] column, String stdout, String stderr) {}

    /** Returns the log of an attempt that has ended; empty if there is no such attempt, or it runs. */
    Optional<ReadableLog> log(Transitions.Place place, int attempt) throws SQLException {
        return store.read(session -> place.bind(session, ATTEMPT).with(attempt).first(StoredLogs::ended))
                .flatMap(found -> found)
                .map(found -> KeptLog.stored(found.column(), found.stdout(), found.stderr(), parts(place, attempt)));
    }

    private static Optional<Ended> ended(Row row) throws SQLException {
        if (row.textOrNull() == null) {
            return Optional.empty();
        }
        byte[] column = row.bytes();
        String stdout = row.textOrNull();
        String stderr = row.textOrNull();
        return Optional.of(new Ended(column, stdout == null ? "" : stdout, stderr == null ? "" : stderr));
    }

    private KeptLog.StoredParts parts(Transitions.Place place, int attempt) {
        return new KeptLog.StoredParts() {
            @Override
            public Optional<Stored> at(long from) throws IOException {
                return read(session -> place.bind(session, PART)
                        .with(attempt)
                        .with(from)
                        .first(row -> new Stored(row.number(), bytes(row))));
            }

            @Override
            public Optional<Long> after(long from) throws IOException {
                return read(session ->
                        place.bind(session, LATER).with(attempt).with(from).first(Row::number));
            }
        };
    }

    private static byte[] bytes(Row row) throws SQLException {
        byte[] bytes = row.bytes();
        return bytes == null ? new byte[0] : bytes;
    }

    private <T> T read(dev.jenvoy.store.Query<T> query) throws IOException {
        try {
            return store.read(query);
        } catch (SQLException e) {
            throw new IOException("the journal cannot be read", e);
        }
    }
}
