package dev.jenvoy.delivery.output;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A file without a name, with places of one size for blocks. It ends with its descriptor, so that a crash leaves nothing.
 * Not closed by interruptions. Safe for use by several threads.
 */
final class SpillFile implements AutoCloseable {

    private final RandomAccessFile file;
    private final int placeSize;
    private final Deque<Integer> free = new ArrayDeque<>();
    private int places;

    private SpillFile(RandomAccessFile file, int placeSize) {
        this.file = file;
        this.placeSize = placeSize;
    }

    /** Creates it in a folder, which is created if it is missing. Only the owner may read it. */
    static SpillFile in(Path folder, int placeSize) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path path = Files.createTempFile(folder, "output", null);
        try {
            return new SpillFile(new RandomAccessFile(path.toFile(), "rw"), placeSize);
        } finally {
            Files.delete(path);
        }
    }

    /** Writes a block of at most the size of a place, and returns the number of its place. */
    synchronized int write(byte[] block) throws IOException {
        Integer given = free.poll();
        int place = given == null ? places++ : given;
        file.seek((long) place * placeSize);
        file.write(block);
        return place;
    }

    /** Replaces a block by one that is not longer. */
    synchronized void rewrite(int place, byte[] block) throws IOException {
        file.seek((long) place * placeSize);
        file.write(block);
    }

    synchronized byte[] read(int place, int length) throws IOException {
        byte[] block = new byte[length];
        file.seek((long) place * placeSize);
        file.readFully(block);
        return block;
    }

    synchronized void release(int place) {
        free.add(place);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a file without a name could not be closed", e);
        }
    }
}
