package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.payload.OwnFile;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadLostException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The payload files that hooks read: each run gets a true copy in a folder of its own, mode 0700, and the whole folder
 * is gone when the run ends, whatever the hook made of it. Small ones lie in memory where the machine has shared memory
 * to be used, the others on disk.
 */
public final class HookPayloadFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    private final Path folder;

    /**
     * Making and deleting a file and its folder on ext4 took 18 of 100 parts of the server's processor time, in memory it
     * takes 4.
     */
    private final Optional<ShmFolder> memory;

    /**
     * Empties the folder and what the link leads to, which must be nobody else's: what lies there was left by a server
     * that died. What cannot be deleted, because a hook saw to that, is logged and keeps no server from starting.
     *
     * @param folder where files lie on disk; made if it is missing
     * @param link where a link to the folder in memory is to stand
     * @param shared the machine's shared memory, which may be missing
     */
    public HookPayloadFiles(Path folder, Path link, Path shared) throws IOException {
        this.folder = folder;
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
                for (Path old : left) {
                    deleteQuietly(old);
                }
            }
        } else {
            Files.createDirectories(folder, OwnFile.folder());
        }
        this.memory = ShmFolder.make(link, shared);
    }

    /**
     * A copy for the run with this token, until it is closed.
     *
     * @throws dev.jenvoy.delivery.payload.PayloadLostException when there is no payload any more
     * @throws IOException when there is no room for a copy, or the disk fails; nothing is left of it then
     */
    Copy copyOf(Payload payload, String token) throws IOException {
        long size = payload.size();
        if (memory.isPresent() && memory.get().take(size)) {
            boolean held = false;
            try {
                Copy copy = copy(
                        payload,
                        memory.get().path().resolve(token),
                        () -> memory.get().giveBack(size));
                held = true;
                return copy;
            } catch (PayloadLostException e) {
                throw e;
            } catch (IOException e) {
                LOG.debug("payload file goes to disk, memory has no room cause={}", e.toString());
            } finally {
                if (!held) {
                    memory.get().giveBack(size);
                }
            }
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            // A hook, or somebody, deleted it: that must not stop every other.
            Files.createDirectories(folder, OwnFile.folder());
        }
        return copy(payload, folder.resolve(token), () -> {});
    }

    private static Copy copy(Payload payload, Path own, Runnable closed) throws IOException {
        Files.createDirectory(own, OwnFile.folder());
        Path file = own.resolve("payload.json");
        boolean whole = false;
        try {
            payload.copyTo(file);
            whole = true;
            return new Copy(own, file, closed);
        } finally {
            if (!whole) {
                deleteUnused(own, file);
            }
        }
    }

    /** Without a look into the folder, for which there may be no descriptor. */
    private static void deleteUnused(Path own, Path file) {
        try {
            Files.deleteIfExists(file);
            Files.delete(own);
        } catch (IOException e) {
            LOG.warn("payload file could not be deleted folder={} cause={}", own, e.toString());
        }
    }

    /** Deletes what is in memory. No run may be under way. */
    @Override
    public void close() {
        memory.ifPresent(ShmFolder::close);
    }

    /** One copy and its folder. */
    record Copy(Path folder, Path file, Runnable closed) implements AutoCloseable {

        /** Deletes it. What cannot be deleted is logged and left to the next start: the hook's outcome stands. */
        @Override
        public void close() {
            try {
                // As a hook leaves it as a rule: a third of the time that a walk takes.
                Files.delete(file);
                Files.delete(folder);
            } catch (IOException e) {
                deleteQuietly(folder);
            } finally {
                closed.run();
            }
        }
    }

    static void deleteQuietly(Path tree) {
        try {
            delete(tree);
        } catch (IOException e) {
            LOG.warn("payload file could not be deleted folder={} cause={}", tree, e.toString());
        }
    }

    private static void delete(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path begun, BasicFileAttributes attributes) throws IOException {
                // A hook may have made a folder that even its owner cannot write to.
                Files.setPosixFilePermissions(begun, PosixFilePermissions.fromString("rwx------"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, @Nullable IOException e) throws IOException {
                Files.delete(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
