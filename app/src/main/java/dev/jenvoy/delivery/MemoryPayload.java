package dev.jenvoy.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A payload that is held in memory. */
public final class MemoryPayload implements Payload {

    private final byte[] bytes;

    MemoryPayload(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public void copyTo(Path file) throws IOException {
        try (FileChannel target = OwnFile.create(file)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                target.write(rest);
            }
        }
    }

    @Override
    public void discard() {
        // Memory is given up by forgetting it.
    }
}
