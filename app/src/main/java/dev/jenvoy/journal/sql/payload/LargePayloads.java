package dev.jenvoy.journal.sql.payload;

import dev.jenvoy.delivery.payload.Payload;
import java.io.IOException;

/** Keeps payloads that are too large for a row. A kept payload is safe before the row that names it. Thread-safe; all block. */
public interface LargePayloads {

    /** Returns whether a payload is kept here, and not in its row. */
    boolean takes(Payload payload);

    /** Keeps a payload and returns its name. */
    String keep(Payload payload) throws IOException;

    /** Returns a kept payload, which is read when it is opened. */
    Payload payload(String name, long size);

    /** Deletes one that no row names. Never fails: what cannot be deleted now is deleted later. */
    void delete(String name);
}
