package dev.jenvoy.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A payload that is held in a file of its own. */
public final class FilePayload implements Payload {

    private final Path file;
    private final long size;

    FilePayload(Path file, long size) {
        this.file = file;
        this.size = size;
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
        return Files.newInputStream(file);
    }

    @Override
    public void copyTo(Path copy) throws IOException {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel target = OwnFile.create(copy)) {
            long done = 0;
            while (done < size) {
                long moved = source.transferTo(done, size - done, target);
                if (moved <= 0) {
                    throw new IOException("payload file is shorter than it was");
                }
                done += moved;
            }
        }
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
