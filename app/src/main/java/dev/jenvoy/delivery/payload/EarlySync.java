package dev.jenvoy.delivery.payload;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Syncs a file to disk while it is still being written, so that little is left to be synced when its last byte has come:
 * of 25 MB some 30 ms less to wait for. One sync at a time; that one failed is not forgotten, because the system tells of
 * a failure only once. As far as the {@link SyncAllowance} goes, which a payload gives back that is relied on. For one writing
 * thread at a time.
 */
final class EarlySync {

    private static final long STEP = 4 << 20;

    private final Path file;
    private final SyncAllowance allowance;
    private long asked;
    private long taken;
    private @Nullable FutureTask<@Nullable IOException> last;

    /** @param allowance limits how much is synced early; its executor may wait for the disk */
    EarlySync(Path file, SyncAllowance allowance) {
        this.file = file;
        this.allowance = allowance;
    }

    /** So many bytes have been written so far. Does not wait. */
    void written(long size) {
        FutureTask<@Nullable IOException> before = last;
        if (size - asked < STEP || (before != null && (!before.isDone() || failure(before) != null))) {
            return;
        }
        if (!allowance.take(size - asked)) {
            return;
        }
        taken += size - asked;
        asked = size;
        FutureTask<@Nullable IOException> next = new FutureTask<>(this::sync);
        last = next;
        try {
            allowance.executor().execute(next);
        } catch (RejectedExecutionException e) {
            // The server stops. The thread that settles the payload syncs it.
            return;
        }
    }

    private @Nullable IOException sync() {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    /**
     * Waits for the sync that is under way; does it itself where that has not begun. What came after it is not on disk yet.
     *
     * @throws IOException when one of them failed, so that the file cannot be relied on
     */
    void settle() throws IOException {
        allowance.giveBack(taken);
        taken = 0;
        FutureTask<@Nullable IOException> task = last;
        if (task == null) {
            return;
        }
        task.run();
        IOException failure = failure(task);
        if (failure != null) {
            throw new IOException("the file could not be synced while it was written", failure);
        }
    }

    private static @Nullable IOException failure(FutureTask<@Nullable IOException> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IOException("interrupted", e);
        } catch (ExecutionException e) {
            return new IOException(e);
        }
    }
}
