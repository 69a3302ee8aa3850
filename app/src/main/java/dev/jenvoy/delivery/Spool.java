package dev.jenvoy.delivery;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * Where payloads are collected while they arrive: in memory up to a size, beyond it in a file of a folder that is
 * nobody else's. Safe for use by several threads.
 */
public final class Spool {

    private final Path folder;
    private final int inMemory;
    private final Executor syncing;

    /**
     * Makes the folder, or empties it: what lies there was left by a server that died while a request came in.
     *
     * @param inMemory how many bytes are held in memory before the rest goes to a file
     * @param syncing syncs files while they are written; may wait for the disk
     */
    public Spool(Path folder, int inMemory, Executor syncing) throws IOException {
        this.folder = Files.createDirectories(folder, OwnFile.folder());
        this.inMemory = inMemory;
        this.syncing = syncing;
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path old : left) {
                Files.delete(old);
            }
        }
    }

    /** Begins a new one, of whatever length. */
    public PayloadWriter begin() {
        return begin(0);
    }

    /**
     * Begins a new one.
     *
     * @param expected how many bytes it is said to have, negative when nothing is said: it may have more or fewer
     */
    public PayloadWriter begin(long expected) {
        return new PayloadWriter(folder, inMemory, (int) Math.min(Math.max(0, expected), inMemory), syncing);
    }
}
