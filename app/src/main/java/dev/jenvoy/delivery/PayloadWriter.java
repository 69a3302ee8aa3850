package dev.jenvoy.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects one payload. Ends with {@link #finish()} or {@link #discard()}; not safe for use by several threads. */
public final class PayloadWriter extends OutputStream {

    private final Path folder;
    private final int inMemory;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream(8192);
    private @Nullable Path file;
    private @Nullable OutputStream toFile;
    private long size;

    PayloadWriter(Path folder, int inMemory) {
        this.folder = folder;
        this.inMemory = inMemory;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        size += length;
        if (toFile == null && size <= inMemory) {
            memory.write(bytes, offset, length);
            return;
        }
        spooled().write(bytes, offset, length);
    }

    /** How many bytes were written. */
    public long size() {
        return size;
    }

    /** What was written. The writer is not to be used any more. */
    public Payload finish() throws IOException {
        if (toFile == null) {
            return Payload.of(memory.toByteArray());
        }
        toFile.close();
        return Payload.in(Objects.requireNonNull(file), size);
    }

    /** Forgets what was written. */
    public void discard() {
        memory.reset();
        if (toFile != null) {
            try {
                toFile.close();
                Files.deleteIfExists(Objects.requireNonNull(file));
            } catch (IOException e) {
                // Left behind: the spool's folder is emptied at every start.
                return;
            }
        }
    }

    private OutputStream spooled() throws IOException {
        if (toFile == null) {
            file = folder.resolve(UUID.randomUUID() + ".spool");
            toFile = Channels.newOutputStream(OwnFile.create(file));
            memory.writeTo(toFile);
            memory.reset();
        }
        return toFile;
    }
}
