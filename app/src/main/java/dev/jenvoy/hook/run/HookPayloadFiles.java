package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.payload.OwnFile;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadLostException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the payload files that hooks read. Each run gets a copy in its own folder, mode 0700. The whole folder is
 * deleted when the run ends, with everything that the hook put there. Small copies are in shared memory if the machine
 * has it, the others on disk.
 */
public final class HookPayloadFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    private final Path folder;

    /**
     * The folder in memory. Creating and deleting files there costs much less than on disk; see {@code
     * docs/concepts/performance.md}, "Choices that were measured".
     */
    private final Optional<ShmFolder> memory;

    /** The folder for runs of other accounts. */
    private final OpenFolder open;

    /**
     * Empties the folder and the folder that the link leads to, which must belong to this server only: their contents
     * were left by a server that died. Logs files that cannot be deleted because a hook prevents it; they do not stop
     * the start.
     *
     * @param folder the folder on disk; created if it is missing
     * @param link the path of the link to the folder in memory
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
        this.open = new OpenFolder(link.resolveSibling("open"), Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
    }

    /**
     * Returns a copy for the run with this token, which exists until it is closed.
     *
     * @throws dev.jenvoy.delivery.payload.PayloadLostException when the payload no longer exists
     * @throws IOException when there is no room for a copy, or the disk fails; nothing of the copy is left then
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
                LOG.debug("payload file is on disk because memory is full cause={}", e.toString());
            } finally {
                if (!held) {
                    memory.get().giveBack(size);
                }
            }
        }
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            // A hook or a person deleted the folder. That must not stop all other hooks.
            Files.createDirectories(folder, OwnFile.folder());
        }
        return copy(payload, folder.resolve(token), () -> {});
    }

    /** The same for a run of another account, which may read and change the copy. Its folder stays the server's. */
    Copy copyFor(OtherAccount account, Payload payload, String token) throws IOException {
        Path own = open.create(token);
        Path file = own.resolve("payload.json");
        boolean whole = false;
        try {
            payload.copyTo(file);
            account.own(file);
            whole = true;
            return new Copy(own, file, () -> {});
        } finally {
            if (!whole) {
                deleteUnused(own, file);
            }
        }
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

    /** Deletes without listing the folder, because there may be no descriptor left. */
    private static void deleteUnused(Path own, Path file) {
        try {
            Files.deleteIfExists(file);
            Files.delete(own);
        } catch (IOException e) {
            LOG.warn("payload file could not be deleted folder={} cause={}", own, e.toString());
        }
    }

    /** Deletes the folders outside of the data folder. No run may be active. */
    @Override
    public void close() {
        memory.ifPresent(ShmFolder::close);
        open.close();
    }

    /** A copy and its folder. */
    record Copy(Path folder, Path file, Runnable closed) implements AutoCloseable {

        /** Writes text. */
        @FunctionalInterface
        interface Content {
            void writeTo(Writer out) throws IOException;
        }

        /** Writes another file beside the copy, which is deleted with it. */
        Path write(String name, Content content) throws IOException {
            Path other = folder.resolve(name);
            try (Writer out = Files.newBufferedWriter(other, StandardOpenOption.CREATE_NEW)) {
                content.writeTo(out);
            }
            return other;
        }

        /**
         * Deletes the copy. Logs files that cannot be deleted, and leaves them to the next start; the hook's outcome
         * does not change.
         */
        @Override
        public void close() {
            try {
                // Tries the usual case first, because it is faster than walking the folder.
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
                // A hook may have created a folder that even its owner cannot write to.
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
