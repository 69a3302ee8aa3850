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
 * A folder of this server's own, mode 0700, on a file system that is held in memory. A symbolic link in the data folder
 * leads to it, from before it is made until after it is gone: so the next start finds what a crash left. How much may lie
 * in it at once is limited; what does not fit belongs on disk.
 */
final class ShmFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    /** Larger ones are written to disk: copying their bytes costs more than making a file. */
    static final long MAX_PAYLOAD_BYTES = 1 << 20;

    /** All together; half of what a container's shared memory is by default. */
    static final long MAX_FOLDER_BYTES = 32 << 20;

    /** Whom systemd-logind takes for a person: it empties shared memory of theirs when they log out. */
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
     * Makes one, and deletes what an earlier server left of its own.
     *
     * @param link where the link to it stands; nobody but this server may write there
     * @param shared the machine's shared memory
     * @return empty where there is none that can be used
     */
    static Optional<ShmFolder> make(Path link, Path shared) {
        try {
            deleteLeft(link);
            if (!suits(shared) || isEmptiedAtLogout(link.toAbsolutePath().resolveSibling(""))) {
                return Optional.empty();
            }
            // Unguessable, so that nobody can be there first.
            Path folder = shared.resolve("jenvoy-" + UUID.randomUUID());
            Files.createSymbolicLink(link, folder);
            Files.createDirectory(folder, OwnFile.folder());
            return Optional.of(new ShmFolder(link, folder));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("payload files are kept on disk alone shared={} cause={}", shared, e.toString());
            return Optional.empty();
        }
    }

    private static void deleteLeft(Path link) throws IOException {
        if (!Files.isSymbolicLink(link)) {
            return;
        }
        Path left = Files.readSymbolicLink(link);
        // After the machine was started anew the name may be somebody else's.
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

    /** Whether logind may delete what this folder's owner has in shared memory while the server runs. */
    static boolean isEmptiedAtLogout(Path owned) throws IOException {
        int user = (Integer) Files.getAttribute(owned, "unix:uid");
        return user >= FIRST_PERSON && user <= LAST_PERSON && Files.isDirectory(Path.of("/run/systemd/users"));
    }

    Path path() {
        return folder;
    }

    /** Whether there is room for so many bytes; if so they count until they are given back. */
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

    /** Deletes it with all that is in it. */
    @Override
    public void close() {
        HookPayloadFiles.deleteQuietly(folder);
        try {
            Files.deleteIfExists(link);
        } catch (IOException e) {
            LOG.debug("link to a folder in memory left behind cause={}", e.toString());
        }
    }
}
