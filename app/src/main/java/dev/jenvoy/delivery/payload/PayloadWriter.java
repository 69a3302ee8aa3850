package dev.jenvoy.delivery.payload;

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
import org.jspecify.annotations.Nullable;

/** Collects one payload. Ends with {@link #finish()} or {@link #discard()}; not safe for use by several threads. */
public final class PayloadWriter extends OutputStream {

    /** The first buffer: most payloads fit into it, and it costs nothing where one does not. */
    private static final int MIN_BYTES = 8192;

    /** In what pieces room on the disk is taken. */
    static final int STEP = 128 * 1024;

    private final Spool spool;
    private final int expected;

    /** The first bytes of it: all, as long as there is no file. */
    private byte[] memory = {};

    private @Nullable Path file;
    private @Nullable OutputStream toFile;

    /** Of what is in the file. What stays in memory is hashed when its digest is asked for, see {@link PayloadDigest}. */
    private @Nullable MessageDigest digest;

    private @Nullable EarlySync sync;
    private long size;

    /** How much room on the disk was taken for it. */
    private long reserved;

    /** @param expected how many bytes of it are likely to be held in memory */
    PayloadWriter(Spool spool, int expected) {
        this.spool = spool;
        this.expected = expected;
    }

    @Override
    public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    /** @throws SpoolFullException when all payloads together have no more room; a part may have been written then */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (toFile == null && size + length <= spool.inMemory() && hold(bytes, offset, length)) {
            return;
        }
        reserve(size + length);
        OutputStream spooled = spooled();
        size += length;
        spooled.write(bytes, offset, length);
        Objects.requireNonNull(sync).written(size);
    }

    /**
     * Makes room for as much as is expected, but for no more than a little of what has not come: anyone can say a length, and
     * send the bytes one at a time.
     *
     * @return whether there was room in memory
     */
    private boolean hold(byte[] bytes, int offset, int length) {
        int held = (int) size;
        int needed = held + length;
        if (needed > memory.length) {
            int plausible = Math.max(MIN_BYTES, 2 * needed);
            int room = Math.max(
                    needed, expected > held ? Math.min(expected, plausible) : Math.min(spool.inMemory(), plausible));
            if (!spool.memory().take(room - memory.length)) {
                return false;
            }
            memory = Arrays.copyOf(memory, room);
        }
        System.arraycopy(bytes, offset, memory, held, length);
        size += length;
        return true;
    }

    private void reserve(long needed) throws SpoolFullException {
        while (reserved < needed) {
            if (!spool.disk().take(STEP)) {
                throw new SpoolFullException("payloads under way take all the room on disk that they may");
            }
            reserved += STEP;
        }
    }

    /** How much memory is taken for it. */
    int room() {
        return memory.length;
    }

    /** How many bytes were written. */
    public long size() {
        return size;
    }

    /** How many bytes of the disk it takes. */
    public long onDisk() {
        return reserved;
    }

    /** What was written. The writer is not to be used any more, but to be discarded where this fails. */
    public Payload finish() throws IOException {
        if (toFile == null) {
            byte[] whole = memory.length == size ? memory : Arrays.copyOf(memory, (int) size);
            spool.memory().giveBack(memory.length - size);
            // The payload may be given up before this writer is.
            memory = new byte[0];
            return new MemoryPayload(whole, spool.memory());
        }
        toFile.close();
        toFile = null;
        spool.openFiles().giveBack(1);
        String hex = HexFormat.of().formatHex(Objects.requireNonNull(digest).digest());
        long taken = reserved;
        reserved = 0;
        return new FilePayload(new FilePayload.Held(
                Objects.requireNonNull(file),
                size,
                Optional.of(PayloadDigest.known(hex)),
                Optional.ofNullable(sync),
                () -> spool.disk().giveBack(taken)));
    }

    /** Forgets what was written. */
    public void discard() {
        spool.memory().giveBack(memory.length);
        memory = new byte[0];
        OutputStream open = toFile;
        if (open == null) {
            giveDiskBack();
            return;
        }
        toFile = null;
        spool.openFiles().giveBack(1);
        try {
            open.close();
            Files.deleteIfExists(Objects.requireNonNull(file));
            giveDiskBack();
        } catch (IOException e) {
            // Left behind, and counted on: the spool's folder is emptied at every start.
            return;
        }
    }

    private void giveDiskBack() {
        spool.disk().giveBack(reserved);
        reserved = 0;
    }

    private OutputStream spooled() throws IOException {
        OutputStream open = toFile;
        if (open != null) {
            return open;
        }
        if (!spool.openFiles().take(1)) {
            throw new SpoolFullException("payloads under way have all the files open that they may");
        }
        boolean made = false;
        try {
            Path path = spool.folder().resolve(UUID.randomUUID() + ".spool");
            digest = Sha256.begin();
            open = new DigestOutputStream(Channels.newOutputStream(OwnFile.create(path)), digest);
            file = path;
            toFile = open;
            made = true;
        } finally {
            if (!made) {
                spool.openFiles().giveBack(1);
            }
        }
        sync = new EarlySync(file, spool.syncing());
        open.write(memory, 0, (int) size);
        spool.memory().giveBack(memory.length);
        memory = new byte[0];
        return open;
    }
}
