package dev.jenvoy.journal.sql.payload;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadLostException;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.store.Row;
import dev.jenvoy.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads stored payloads, from their rows or from where large ones are. */
public final class StoredPayloads {

    private static final String BODY = "SELECT body FROM content WHERE entry = ?";

    private final Store store;
    private final LargePayloads large;

    public StoredPayloads(Store store, LargePayloads large) {
        this.store = store;
        this.large = large;
    }

    /**
     * Returns a payload that is read when it is opened.
     *
     * @param entry the entry whose row has the payload, see {@link StoredRequest}
     * @param file the name of a large payload; {@code null} when the row itself has it
     */
    public Payload payload(long entry, long size, @Nullable String file) {
        if (file != null) {
            return large.payload(file, size);
        }
        return Payload.kept(size, () -> row(entry, size));
    }

    private InputStream row(long entry, long size) throws IOException {
        try {
            Optional<byte[]> body =
                    store.read(session -> session.bind(BODY).with(entry).first(StoredPayloads::bytes));
            byte[] stored = body.orElseThrow(
                    () -> new PayloadLostException("the payload of entry " + entry + " has been deleted"));
            return new ByteArrayInputStream(PackedPayload.unpack(stored, size));
        } catch (SQLException e) {
            throw new IOException("the payload of entry " + entry + " cannot be read", e);
        }
    }

    private static byte[] bytes(Row row) throws SQLException {
        byte[] bytes = row.bytes();
        return bytes == null ? new byte[0] : bytes;
    }
}
