package dev.jenvoy.delivery.payload;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Collects payloads while they arrive: in memory up to a size, beyond it in a file of a folder that this server owns.
 * All payloads together take no more than the {@link Limits}. When the memory is used up, a payload goes to a file
 * from its first byte. When the share of the disk is used up, it is rejected. Safe for use by several threads.
 */
public final class Spool {

    private final Path folder;
    private final int inMemory;
    private final ByteBudget memory;
    private final ByteBudget disk;
    private final ByteBudget files;
    private final SyncAllowance syncing;

    /**
     * What all payloads together may take that have not been accepted.
     *
     * @param memory bytes of the heap
     * @param disk bytes of the folder; whatever it says, no more than half of what the disk has left for them
     * @param files files that are open at once
     */
    public record Limits(long memory, LongSupplier disk, int files) {

        /** The disk is the only limit. */
        public static Limits none() {
            return new Limits(Long.MAX_VALUE, () -> Long.MAX_VALUE, Integer.MAX_VALUE);
        }
    }

    /** One without limits for all. */
    public Spool(Path folder, int inMemory, Executor syncing) throws IOException {
        this(folder, inMemory, Limits.none(), syncing);
    }

    /**
     * Makes the folder, or empties it: what lies there was left by a server that died while a request came in.
     *
     * @param inMemory how many bytes of one are held in memory before the rest goes to a file
     * @param limits what all of them may take
     * @param syncing syncs files while they are written; may wait for the disk
     */
    public Spool(Path folder, int inMemory, Limits limits, Executor syncing) throws IOException {
        this.folder = Files.createDirectories(folder, OwnFile.folder());
        this.inMemory = inMemory;
        this.memory = new ByteBudget(limits::memory);
        File place = folder.toFile();
        this.disk = new ByteBudget(() -> Math.min(limits.disk().getAsLong(), shareOf(place)));
        this.files = new ByteBudget(limits::files);
        this.syncing = new SyncAllowance(syncing, System::nanoTime);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path old : left) {
                Files.delete(old);
            }
        }
    }

    /** Half of what there would be without what is here already. One call to the system, which waits for no disk. */
    private long shareOf(File place) {
        return (place.getUsableSpace() + disk.used()) / 2;
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
        return new PayloadWriter(this, (int) Math.min(Math.max(0, expected), inMemory));
    }

    /** How many bytes of the heap are taken by payloads that have not been accepted. */
    public long memoryUsed() {
        return memory.used();
    }

    /** Returns how many bytes of the folder payloads take that have not been accepted. */
    public long diskUsed() {
        return disk.used();
    }

    /** Returns how many bytes of the folder should be given back soon; 0 or less when there is room for others. */
    public long excess() {
        // Files count as the share of the disk that each of them has.
        return Math.max(disk.excess(), files.excess() > 0 ? files.excess() * PayloadWriter.STEP : 0);
    }

    Path folder() {
        return folder;
    }

    int inMemory() {
        return inMemory;
    }

    ByteBudget memory() {
        return memory;
    }

    ByteBudget disk() {
        return disk;
    }

    ByteBudget openFiles() {
        return files;
    }

    SyncAllowance syncing() {
        return syncing;
    }
}
