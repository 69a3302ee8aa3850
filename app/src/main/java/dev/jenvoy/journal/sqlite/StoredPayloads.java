package dev.jenvoy.journal.sqlite;

import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadLostException;
import dev.jenvoy.journal.StoredRequest;
import dev.jenvoy.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payloads of the past, read where the journal keeps them. */
final class StoredPayloads {

    private static final String BODY = "SELECT body FROM content WHERE entry = ?";

    private final Store store;
    private final StoredPayloadFiles files;

    StoredPayloads(Store store, StoredPayloadFiles files) {
        this.store = store;
        this.files = files;
    }

    /**
     * @param entry that it was written with, see {@link StoredRequest}
     * @param file the name of its file; {@code null} when it stands in its row
     */
    Payload payload(long entry, long size, @Nullable String file) {
        if (file != null) {
            return Payload.keptIn(files.file(file), size);
        }
        return Payload.kept(size, () -> row(entry));
    }

    private InputStream row(long entry) throws IOException {
        try {
            Optional<byte[]> body = store.read(session -> {
                PreparedStatement statement = session.prepared(BODY);
                statement.setLong(1, entry);
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    byte[] bytes = row.getBytes(1);
                    return Optional.of(bytes == null ? new byte[0] : bytes);
                }
            });
            return new ByteArrayInputStream(body.orElseThrow(
                    () -> new PayloadLostException("the payload of entry " + entry + " has been deleted")));
        } catch (SQLException e) {
            throw new IOException("the payload of entry " + entry + " cannot be read", e);
        }
    }
}
