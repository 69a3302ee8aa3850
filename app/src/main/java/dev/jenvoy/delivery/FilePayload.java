package dev.jenvoy.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A payload that is held in a file of its own. */
public final class FilePayload implements Payload {

    private final Path file;
    private final long size;
    private final Optional<Digest> digest;
    private final Optional<EarlySync> sync;

    FilePayload(Path file, long size, Optional<Digest> digest, Optional<EarlySync> sync) {
        this.file = file;
        this.size = size;
        this.digest = digest;
        this.sync = sync;
    }

    /** The file itself, for a journal that keeps it in place of a copy. */
    public Path file() {
        return file;
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
    public Optional<Digest> digest() {
        return digest;
    }

    /**
     * To be called before the file is relied on, and before it is synced for good. May wait for the disk.
     *
     * @throws IOException when the disk failed while it was written
     */
    public void settle() throws IOException {
        if (sync.isPresent()) {
            sync.get().settle();
        }
    }

    @Override
    public void copyTo(Path copy) throws IOException {
        OwnFile.copy(file, size, copy);
    }

    @Override
    public void discard() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Left behind: the folder of spooled bodies is emptied at every start.
            return;
        }
    }
}
