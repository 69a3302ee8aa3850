package dev.jenvoy.delivery.payload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A payload that the journal keeps: it is read there each time it is opened, and is not deleted here. */
final class StoredPayload implements Payload {

    private final long size;
    private final Opening opening;

    StoredPayload(long size, Opening opening) {
        this.size = size;
        this.opening = opening;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        return opening.open();
    }

    @Override
    public void copyTo(Path file) throws IOException {
        try (InputStream source = open();
                FileChannel target = OwnFile.create(file)) {
            if (source.transferTo(Channels.newOutputStream(target)) != size) {
                throw new PayloadLostException("kept payload is not as long as it was");
            }
        }
    }

    @Override
    public void discard() {
        // Its keeper deletes it.
    }
}
