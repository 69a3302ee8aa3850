package dev.jenvoy.hook.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A folder for the payload files of hooks that run as another account, which cannot enter the data folder. Others may pass
 * through it and not list it; the names in it cannot be guessed. A symbolic link in the data folder leads to it, so that the
 * next start finds the remains of a crash. Made at its first use.
 */
final class OpenFolder implements AutoCloseable {

    private static final String PASSABLE = "rwx--x--x";

    private final Path link;
    private final Path parent;
    private @Nullable Path folder;

    /**
     * Deletes the folder that an earlier server left.
     *
     * @param link the path of the link to it; only this server may write there
     * @param parent a folder that every account can enter
     */
    OpenFolder(Path link, Path parent) throws IOException {
        this.link = link;
        this.parent = parent;
        if (Files.isSymbolicLink(link)) {
            Path left = Files.readSymbolicLink(link);
            if (Files.isDirectory(left, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(left, LinkOption.NOFOLLOW_LINKS)
                            .equals(Files.getOwner(link, LinkOption.NOFOLLOW_LINKS))) {
                HookPayloadFiles.deleteQuietly(left);
            }
            Files.delete(link);
        }
    }

    /** Returns a new folder of this name, which every account may enter and only the server may change. */
    synchronized Path create(String name) throws IOException {
        Path above = folder;
        if (above == null || !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
            above = parent.resolve("jenvoy-" + UUID.randomUUID());
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, above);
            make(above);
            folder = above;
        }
        return make(above.resolve(name));
    }

    private static Path make(Path path) throws IOException {
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // Not subject to the umask of the server.
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(PASSABLE));
    }

    /** Deletes the folder with its contents. */
    @Override
    public synchronized void close() {
        Path made = folder;
        if (made != null) {
            HookPayloadFiles.deleteQuietly(made);
            HookPayloadFiles.deleteQuietly(link);
        }
    }
}
