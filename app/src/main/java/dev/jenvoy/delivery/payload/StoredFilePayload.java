package dev.jenvoy.delivery.payload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A payload in a file that the journal keeps: it is read there each time it is opened, and is not deleted here. */
final class StoredFilePayload implements Payload {

    private final Path file;
    private final long size;

    StoredFilePayload(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        return OwnFile.open(file);
    }

    @Override
    public void copyTo(Path copy) throws IOException {
        OwnFile.copy(file, size, copy);
    }

    @Override
    public void discard() {
        // Its keeper deletes it.
    }
}
