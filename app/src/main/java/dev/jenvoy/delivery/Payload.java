package dev.jenvoy.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The JSON of a delivery, byte for byte as sent. Small ones are held in memory, large ones in a file that belongs to
 * the payload until {@link #discard()}.
 */
public sealed interface Payload permits MemoryPayload, FilePayload {

    /** Length in bytes. */
    long size();

    /** The bytes from the start; the caller closes. */
    InputStream open() throws IOException;

    /**
     * Writes a true copy to a new file that this user alone can read.
     *
     * @throws IOException also when the file exists; a part may have been written then
     */
    void copyTo(Path file) throws IOException;

    /** Gives up the file, if there is one: later reads fail, a second call does nothing. */
    void discard();

    /** A payload in memory. The array is not copied and must not change. */
    static Payload of(byte[] bytes) {
        return new MemoryPayload(bytes);
    }

    /** A payload in a file that is the payload's own from now on. */
    static Payload in(Path file, long size) {
        return new FilePayload(file, size);
    }
}
