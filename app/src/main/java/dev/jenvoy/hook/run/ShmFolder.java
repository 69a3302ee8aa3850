package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.payload.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of this server, mode 0700, on a file system in memory. A symbolic link in the data folder leads to it. The
 * link is created before the folder and deleted after it, so the next start finds the remains of a crash. Limits the
 * total size; larger payloads go to disk.
 */
final class ShmFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    /** Larger payloads go to disk, because copying their bytes costs more than creating a file. */
    static final long MAX_PAYLOAD_BYTES = 1 << 20;

    /** The limit of the whole folder: half of a container's default shared memory. */
    static final long MAX_FOLDER_BYTES = 32 << 20;

    /**
     * The first user id of regular users. systemd-logind deletes a regular user's files in shared memory at logout
     * ({@code RemoveIPC}).
     */
    private static final int FIRST_PERSON = 1000;

    private static final int LAST_PERSON = 60_000;

    private final Path link;
    private final Path folder;
    private final AtomicLong used = new AtomicLong();

    private ShmFolder(Path link, Path folder) {
        this.link = link;
        this.folder = folder;
    }

    /**
     * Creates the folder, and deletes the one that an earlier server left.
     *
     * @param link the path of the link to it; only this server may write there
     * @param shared the machine's shared memory
     * @return empty if the shared memory cannot be used
     */
    static Optional<ShmFolder> make(Path link, Path shared) {
        try {
            deleteLeft(link);
            if (!suits(shared) || isEmptiedAtLogout(link.toAbsolutePath().resolveSibling(""))) {
                return Optional.empty();
            }
            // The name is unpredictable, so that no other user can create it first.
            Path folder = shared.resolve("jenvoy-" + UUID.randomUUID());
            Files.createSymbolicLink(link, folder);
            Files.createDirectory(folder, OwnFile.folder());
            return Optional.of(new ShmFolder(link, folder));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("payload files are only on disk shared={} cause={}", shared, e.toString());
            return Optional.empty();
        }
    }

    private static void deleteLeft(Path link) throws IOException {
        if (!Files.isSymbolicLink(link)) {
            return;
        }
        Path left = Files.readSymbolicLink(link);
        // After a restart of the machine, the name may belong to another user.
        if (Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(left, LinkOption.NOFOLLOW_LINKS)
                        .equals(Files.getOwner(link, LinkOption.NOFOLLOW_LINKS))) {
            HookPayloadFiles.deleteQuietly(left);
        }
        Files.delete(link);
    }

    private static boolean suits(Path shared) throws IOException {
        return Files.isDirectory(shared)
                && Files.isWritable(shared)
                && Files.getFileStore(shared).type().equals("tmpfs")
                && Files.getFileStore(shared).getUsableSpace() >= MAX_FOLDER_BYTES;
    }

    /** Returns whether logind may delete files of this folder's owner from shared memory while the server runs. */
    static boolean isEmptiedAtLogout(Path owned) throws IOException {
        int user = (Integer) Files.getAttribute(owned, "unix:uid");
        return user >= FIRST_PERSON && user <= LAST_PERSON && Files.isDirectory(Path.of("/run/systemd/users"));
    }

    Path path() {
        return folder;
    }

    /** Reserves space for this many bytes until it is given back. Returns whether there was enough. */
    boolean take(long bytes) {
        if (bytes > MAX_PAYLOAD_BYTES) {
            return false;
        }
        if (used.addAndGet(bytes) > MAX_FOLDER_BYTES) {
            used.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
    }

    /** Deletes the folder with its contents. */
    @Override
    public void close() {
        HookPayloadFiles.deleteQuietly(folder);
        try {
            Files.deleteIfExists(link);
        } catch (IOException e) {
            LOG.debug("link to a folder in memory could not be deleted cause={}", e.toString());
        }
    }
}
