package dev.jenvoy.delivery.payload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The JSON of a delivery, byte for byte as sent. A small payload is held in memory. A large one is held in a file that
 * belongs to the payload until {@link #discard()}. The payload of a past delivery belongs to the journal.
 */
public sealed interface Payload permits MemoryPayload, FilePayload, StoredFilePayload, StoredPayload {

    /** Length in bytes. */
    long size();

    /** The bytes from the start; the caller closes. */
    InputStream open() throws IOException;

    /** Its digest, where that is known or takes no disk. */
    default Optional<PayloadDigest> digest() {
        return Optional.empty();
    }

    /**
     * Writes a true copy to a new file that this user alone can read.
     *
     * @throws PayloadLostException when it is gone, or not as long as it was
     * @throws IOException also when the file exists; a part may have been written then
     */
    void copyTo(Path file) throws IOException;

    /**
     * Another hold on the same bytes, for another delivery of the same request. A file is deleted when the last hold has
     * been discarded. To be asked for while this hold has not been.
     */
    default Payload share() {
        return this;
    }

    /** Gives up this hold on the file, if there is one: later reads may fail, a second call does nothing. */
    void discard();

    /** A payload in memory. The array is not copied and must not change. */
    static Payload of(byte[] bytes) {
        return new MemoryPayload(bytes);
    }

    /** A payload in a file that is the payload's own from now on. */
    static Payload in(Path file, long size) {
        return new FilePayload(new FilePayload.Held(file, size, Optional.empty(), Optional.empty(), () -> {}));
    }

    /** A payload that somebody else keeps and deletes, and that is read anew at each opening. */
    static Payload kept(long size, Opening opening) {
        return new StoredPayload(size, opening);
    }

    /** The same for one that is kept in a file. */
    static Payload keptIn(Path file, long size) {
        return new StoredFilePayload(file, size);
    }

    /** Opens a payload where it is kept. */
    interface Opening {

        /**
         * The bytes from the start; the caller closes.
         *
         * @throws PayloadLostException when it has been deleted meanwhile
         */
        InputStream open() throws IOException;
    }
}
