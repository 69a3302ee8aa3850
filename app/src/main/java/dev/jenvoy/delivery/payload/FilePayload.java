package dev.jenvoy.delivery.payload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A payload that is held in a file of its own, by one delivery or by several of one request. */
public final class FilePayload implements Payload {

    private final Held held;
    private final AtomicBoolean discarded = new AtomicBoolean();

    FilePayload(Held held) {
        this.held = held;
    }

    /** The file, and how many hold it: it is deleted when the last one gives it up. */
    static final class Held {

        private final Path file;
        private final long size;
        private final Optional<PayloadDigest> digest;
        private final Optional<EarlySync> sync;
        private final Runnable deleted;
        private final AtomicInteger holds = new AtomicInteger(1);

        /** @param deleted to be called once when the file is there no more */
        Held(Path file, long size, Optional<PayloadDigest> digest, Optional<EarlySync> sync, Runnable deleted) {
            this.file = file;
            this.size = size;
            this.digest = digest;
            this.sync = sync;
            this.deleted = deleted;
        }

        private void giveUp() {
            if (holds.decrementAndGet() > 0) {
                return;
            }
            try {
                Files.deleteIfExists(file);
                deleted.run();
            } catch (IOException e) {
                // Left behind: the folder of spooled bodies is emptied at every start.
                return;
            }
        }
    }

    /** The file itself, for a journal that keeps it in place of a copy. */
    public Path file() {
        return held.file;
    }

    @Override
    public long size() {
        return held.size;
    }

    @Override
    public InputStream open() throws IOException {
        return OwnFile.open(held.file);
    }

    @Override
    public Optional<PayloadDigest> digest() {
        return held.digest;
    }

    /**
     * To be called before the file is relied on, and before it is synced for good. May wait for the disk.
     *
     * @throws IOException when the disk failed while it was written
     */
    public void settle() throws IOException {
        if (held.sync.isPresent()) {
            held.sync.get().settle();
        }
    }

    @Override
    public void copyTo(Path copy) throws IOException {
        OwnFile.copy(held.file, held.size, copy);
    }

    @Override
    public FilePayload share() {
        held.holds.incrementAndGet();
        return new FilePayload(held);
    }

    @Override
    public void discard() {
        if (!discarded.getAndSet(true)) {
            held.giveUp();
        }
    }
}
