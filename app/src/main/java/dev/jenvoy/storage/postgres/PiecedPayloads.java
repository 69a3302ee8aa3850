package dev.jenvoy.storage.postgres;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.journal.sql.payload.LargePayloads;
import dev.jenvoy.store.Durability;
import dev.jenvoy.store.Session;
import dev.jenvoy.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps payloads over a megabyte in rows of a megabyte. They are written one after the other before the row that names them, whose
 * commit makes them safe, too; they are read one after the other. So a payload of any size takes two megabytes of memory.
 */
final class PiecedPayloads implements LargePayloads {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    static final int PIECE_BYTES = 1 << 20;

    private static final String REACHED = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM entry_no";
    private static final String WRITE =
            "INSERT INTO piece (entry, blob, n, bytes) VALUES (?, CAST(? AS uuid), ?, ?)";
    private static final String READ = "SELECT bytes FROM piece WHERE entry = ? AND blob = CAST(? AS uuid) AND n = ?";
    private static final String DELETE = "DELETE FROM piece WHERE entry = ? AND blob = CAST(? AS uuid)";

    private final Store store;

    PiecedPayloads(Store store) {
        this.store = store;
    }

    /** Where the pieces of a payload are: {@code ENTRY.UUID}. */
    private record Place(long entry, String blob) {

        static Place of(String name) {
            int dot = name.indexOf('.');
            return new Place(Long.parseLong(name.substring(0, dot)), name.substring(dot + 1));
        }

        String name() {
            return entry + "." + blob;
        }
    }

    @Override
    public boolean takes(Payload payload) {
        return payload.size() > PIECE_BYTES;
    }

    @Override
    public String keep(Payload payload) throws IOException {
        try (InputStream bytes = payload.open()) {
            Place place = new Place(
                    store.read(session -> session.bind(REACHED).first(row -> row.number()).orElse(0L)),
                    UUID.randomUUID().toString());
            int n = 0;
            for (byte[] piece = bytes.readNBytes(PIECE_BYTES);
                    piece.length > 0;
                    piece = bytes.readNBytes(PIECE_BYTES)) {
                write(place, n, piece);
                n++;
            }
            return place.name();
        } catch (SQLException e) {
            throw new IOException("a large payload cannot be kept", e);
        }
    }

    private void write(Place place, int n, byte[] piece) throws IOException {
        try {
            store.offer(Durability.PROCESS, session -> session.bind(WRITE)
                            .with(place.entry())
                            .with(place.blob())
                            .with(n)
                            .with(piece)
                            .update())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new IOException("a large payload cannot be kept", e.getCause());
        }
    }

    @Override
    public Payload payload(String name, long size) {
        return Payload.kept(size, () -> new Pieces(Place.of(name)));
    }

    @Override
    public void delete(String name) {
        Place place = Place.of(name);
        store.write(Durability.PROCESS, session -> session.bind(DELETE)
                        .with(place.entry())
                        .with(place.blob())
                        .update())
                .whenComplete((deleted, failure) -> {
                    if (failure != null) {
                        LOG.warn("pieces of a payload are deleted later name={}", name, failure);
                    }
                });
    }

    /** Reads one piece when the one before is used up. */
    private final class Pieces extends InputStream {

        private final Place place;
        private byte[] piece = new byte[0];
        private int at;
        private int next;
        private boolean isOver;

        Pieces(Place place) {
            this.place = place;
        }

        @Override
        public int read() throws IOException {
            return fill() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!fill()) {
                return -1;
            }
            int taken = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, into, offset, taken);
            at += taken;
            return taken;
        }

        private boolean fill() throws IOException {
            if (at < piece.length) {
                return true;
            }
            if (isOver) {
                return false;
            }
            try {
                byte[] found = store.read(this::piece);
                isOver = found.length < PIECE_BYTES;
                piece = found;
                at = 0;
                next++;
                return found.length > 0;
            } catch (SQLException e) {
                throw new IOException("a large payload cannot be read", e);
            }
        }

        private byte[] piece(Session session) throws SQLException {
            return session.bind(READ)
                    .with(place.entry())
                    .with(place.blob())
                    .with(next)
                    .first(row -> row.bytes())
                    .orElse(new byte[0]);
        }
    }
}
