package dev.jenvoy.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Collects one payload. Ends with {@link #finish()} or {@link #discard()}; not safe for use by several threads. */
public final class PayloadWriter extends OutputStream {

    /** Most payloads are not much larger, and for one that is not, this is nothing. */
    private static final int LITTLE = 8192;

    private final Path folder;
    private final int inMemory;
    private final Executor syncing;
    private final int expected;

    /** The first bytes of it: all, as long as there is no file. */
    private byte[] memory = {};

    private @Nullable Path file;
    private @Nullable OutputStream toFile;

    /** Of what is in the file. What stays in memory is hashed when its digest is asked for, see {@link Digest}. */
    private @Nullable MessageDigest digest;

    private @Nullable EarlySync sync;
    private long size;

    /** @param expected how many bytes of it are likely to be held in memory */
    PayloadWriter(Path folder, int inMemory, int expected, Executor syncing) {
        this.folder = folder;
        this.inMemory = inMemory;
        this.expected = expected;
        this.syncing = syncing;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (toFile == null && size + length <= inMemory) {
            hold(bytes, offset, length);
            return;
        }
        OutputStream spooled = spooled();
        size += length;
        spooled.write(bytes, offset, length);
        Objects.requireNonNull(sync).written(size);
    }

    /**
     * Makes room for as much as is expected, but for no more than a little of what has not come: anyone can say a length, and
     * send the bytes one at a time.
     */
    private void hold(byte[] bytes, int offset, int length) {
        int held = (int) size;
        int needed = held + length;
        if (needed > memory.length) {
            int believed = Math.max(LITTLE, 2 * needed);
            int room = expected > held ? Math.min(expected, believed) : Math.min(inMemory, believed);
            memory = Arrays.copyOf(memory, Math.max(needed, room));
        }
        System.arraycopy(bytes, offset, memory, held, length);
        size += length;
    }

    /** How much memory is taken for it. */
    int room() {
        return memory.length;
    }

    /** How many bytes were written. */
    public long size() {
        return size;
    }

    /** What was written. The writer is not to be used any more. */
    public Payload finish() throws IOException {
        if (toFile == null) {
            byte[] whole = memory.length == size ? memory : Arrays.copyOf(memory, (int) size);
            // The payload may be given up before this writer is.
            memory = new byte[0];
            return Payload.of(whole);
        }
        toFile.close();
        String hex = HexFormat.of().formatHex(Objects.requireNonNull(digest).digest());
        return new FilePayload(new FilePayload.Held(
                Objects.requireNonNull(file), size, Optional.of(Digest.known(hex)), Optional.ofNullable(sync)));
    }

    /** Forgets what was written. */
    public void discard() {
        memory = new byte[0];
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
            digest = Sha256.begin();
            toFile = new DigestOutputStream(Channels.newOutputStream(OwnFile.create(file)), digest);
            sync = new EarlySync(file, syncing);
            toFile.write(memory, 0, (int) size);
            memory = new byte[0];
        }
        return toFile;
    }
}
