package dev.jenvoy.delivery.payload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A payload that is held in memory. */
public final class MemoryPayload implements Payload {

    private final byte[] bytes;
    private final PayloadDigest digest;

    /** What it is counted in as long as it has not been accepted. */
    private @Nullable ByteBudget budget;

    MemoryPayload(byte[] bytes) {
        this.bytes = bytes;
        this.digest = PayloadDigest.of(bytes);
    }

    MemoryPayload(byte[] bytes, ByteBudget budget) {
        this(bytes);
        this.budget = budget;
    }

    /** It is not under way any more: it was accepted, or is given up. Later calls do nothing. */
    public synchronized void arrived() {
        if (budget != null) {
            budget.giveBack(bytes.length);
            budget = null;
        }
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public Optional<PayloadDigest> digest() {
        return Optional.of(digest);
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
        arrived();
    }
}
