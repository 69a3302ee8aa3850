package dev.jenvoy.journal.postgres.piece;

import dev.jenvoy.delivery.payload.FilePayload;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadLostException;
import dev.jenvoy.journal.postgres.partition.JournalConnections;
import dev.jenvoy.journal.sql.payload.LargePayloads;
import dev.jenvoy.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps payloads of more than a megabyte in rows of a megabyte each, because the driver reads a value whole. The last piece
 * is written with a sync, which holds for those before it in the log, too.
 */
public final class PayloadPieces implements LargePayloads {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    private static final String WITHOUT_SYNC = "SET synchronous_commit = off";
    private static final String WITH_SYNC = "SET synchronous_commit = on";

    /** The bytes of each piece but the last. */
    private static final int PIECE_BYTES = 1 << 20;

    /** More at once would only take turns on the line to the database, with a megabyte in memory each. */
    private static final int UPLOADS = 2;

    private static final String LAST = "SELECT greatest(last_value, 1) FROM entry_no";
    private static final String INSERT = "INSERT INTO piece (entry, blob, n, bytes) VALUES (?, ?, ?, ?)";
    private static final String SELECT = "SELECT bytes FROM piece WHERE entry = ? AND blob = CAST(? AS uuid) AND n = ?";
    private static final String DELETE = "DELETE FROM piece WHERE entry = ? AND blob = ?";

    private final JournalConnections writing;
    private final Store reading;
    private final Semaphore uploads = new Semaphore(UPLOADS, true);

    /**
     * @param writing opens a connection for each payload that is kept
     * @param reading reads the pieces
     */
    public PayloadPieces(JournalConnections writing, Store reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public boolean takes(Payload payload) {
        return payload.size() > PIECE_BYTES;
    }

    @Override
    public String keep(Payload payload) throws IOException {
        if (payload instanceof FilePayload file) {
            file.settle();
        }
        try {
            uploads.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before a payload was written");
        }
        try (Connection connection = writing.open()) {
            connection.setAutoCommit(true);
            PieceName name = new PieceName(last(connection), UUID.randomUUID());
            write(connection, name, payload);
            return name.text();
        } catch (SQLException e) {
            throw new IOException("a payload cannot be written", e);
        } finally {
            uploads.release();
        }
    }

    private static long last(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LAST)) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return rows.getLong(1);
        }
    }

    private static void write(Connection connection, PieceName name, Payload payload) throws IOException, SQLException {
        long pieces = pieces(payload.size());
        try (InputStream bytes = payload.open();
                Statement setting = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            setting.execute(WITHOUT_SYNC);
            for (long number = 0; number < pieces; number++) {
                byte[] piece = bytes.readNBytes(PIECE_BYTES);
                if (piece.length != Math.min(PIECE_BYTES, payload.size() - number * PIECE_BYTES)) {
                    throw new PayloadLostException("a payload is shorter than it was");
                }
                if (number == pieces - 1) {
                    setting.execute(WITH_SYNC);
                }
                name.bind(statement);
                statement.setLong(3, number);
                statement.setBytes(4, piece);
                statement.executeUpdate();
            }
        } catch (IOException | SQLException e) {
            delete(connection, name);
            throw e;
        }
    }

    @Override
    public Payload payload(String name, long size) {
        PieceName pieces = PieceName.parse(name);
        return Payload.kept(size, () -> new PieceStream(number -> piece(pieces, number), pieces(size)));
    }

    private static long pieces(long size) {
        return (size + PIECE_BYTES - 1) / PIECE_BYTES;
    }

    private Optional<byte[]> piece(PieceName name, long number) throws IOException {
        try {
            return reading.read(session -> session.bind(SELECT)
                    .with(name.entry())
                    .with(name.blob().toString())
                    .with(number)
                    .first(row -> Objects.requireNonNull(row.bytes())));
        } catch (SQLException e) {
            throw new IOException("a payload cannot be read", e);
        }
    }

    @Override
    public void delete(String name) {
        try (Connection connection = writing.open()) {
            connection.setAutoCommit(true);
            delete(connection, PieceName.parse(name));
        } catch (SQLException e) {
            LOG.warn("payload not deleted name={} reason=\"{}\"", name, e.getMessage());
        }
    }

    /** What stays is found by {@link OrphanedPieces}. */
    private static void delete(Connection connection, PieceName name) {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            name.bind(statement);
            statement.executeUpdate();
        } catch (SQLException e) {
            LOG.warn("payload not deleted name={} reason=\"{}\"", name.text(), e.getMessage());
        }
    }
}
