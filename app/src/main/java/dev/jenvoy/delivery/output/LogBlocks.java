package dev.jenvoy.delivery.output;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the blocks of one log: the first ones in memory, and all of them in a file once there are more. Used under a lock. */
final class LogBlocks implements KeptLog.Resource {

    /** The most bytes of one log in memory. */
    static final int MEMORY = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    private final Path folder;
    private final int placeSize;
    private @Nullable SpillFile file;
    private boolean isFileLost;
    private boolean isClosed;
    private long inMemory;

    LogBlocks(Path folder, int placeSize) {
        this.folder = folder;
        this.placeSize = placeSize;
    }

    /** A block that is kept: in memory, or at a place of the file. */
    static final class Held {

        private final long from;
        private final int printed;
        private int length;
        private byte @Nullable [] bytes;
        private int place = -1;
        private boolean isPacked;

        private Held(LogBlock block) {
            byte[] form = block.form();
            this.from = block.from();
            this.printed = block.length();
            this.length = form.length;
            this.bytes = form;
        }

        long from() {
            return from;
        }

        /** Returns how many bytes of output it has. */
        int printed() {
            return printed;
        }

        /** Returns how much of the log's allowance it takes. Heads count where they are much longer than the output. */
        long weight() {
            return Math.max(printed, length / 4);
        }

        boolean isInMemory() {
            return bytes != null;
        }
    }

    Held hold(LogBlock block) {
        Held held = new Held(block);
        inMemory += held.length;
        return held;
    }

    /** Whether more is in memory than may be. */
    boolean overflows() {
        return inMemory > MEMORY;
    }

    /** Whether there is no file for what does not fit into memory. */
    boolean isFileLost() {
        return isFileLost;
    }

    /** Moves blocks into the file. Returns false if that is not possible; then some of them may be there. */
    boolean spill(Iterable<Held> blocks) {
        try {
            if (file == null) {
                file = SpillFile.in(folder, placeSize);
            }
            for (Held held : blocks) {
                byte[] bytes = held.bytes;
                if (bytes != null) {
                    held.place = file.write(bytes);
                    held.bytes = null;
                    inMemory -= held.length;
                }
            }
            return true;
        } catch (IOException e) {
            isFileLost = true;
            LOG.warn(
                    "a long output is kept in part only, there is no file for it folder={} cause={}",
                    folder,
                    e.toString());
            return false;
        }
    }

    void drop(Held held) {
        if (held.bytes != null) {
            inMemory -= held.length;
            held.bytes = null;
        } else if (file != null) {
            file.release(held.place);
        }
    }

    /** Makes the block smaller where it lies. */
    void pack(Held held) throws IOException {
        if (held.isPacked) {
            return;
        }
        byte[] packed = PackedBlock.pack(stored(held));
        if (held.bytes != null) {
            inMemory += packed.length - held.length;
            held.bytes = packed;
        } else {
            file().rewrite(held.place, packed);
        }
        held.length = packed.length;
        held.isPacked = true;
    }

    /** Returns the block as it lies. */
    byte[] stored(Held held) throws IOException {
        byte[] bytes = held.bytes;
        return bytes != null ? bytes : file().read(held.place, held.length);
    }

    /** Returns the form of the block. */
    byte[] form(Held held) throws IOException {
        return held.isPacked ? PackedBlock.unpack(stored(held)) : stored(held);
    }

    private SpillFile file() throws IOException {
        if (isClosed || file == null) {
            throw new IOException("the log is closed");
        }
        return file;
    }

    @Override
    public void close() {
        isClosed = true;
        if (file != null) {
            file.close();
        }
    }
}
