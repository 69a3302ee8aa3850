package dev.jenvoy.library;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a native library once. Libraries that load native ones unpack them to a temporary folder at each start, which is
 * slower, reads the whole directory of the jar, fails if that folder is mounted {@code noexec}, and may leave the file
 * there after a kill -9.
 */
public final class KeptLibrary {

    private KeptLibrary() {}

    /**
     * Returns whether the file exists, after it was unpacked if it did not. It appears complete or not at all, mode 0700.
     * Blocks.
     *
     * @param file its name tells versions apart: a file that exists is kept
     * @param packed finds the library among the resources; asked only if the file does not exist
     * @throws IOException if it cannot be written
     */
    public static boolean exists(Path file, Supplier<@Nullable URL> packed) throws IOException {
        if (Files.exists(file)) {
            return true;
        }
        URL source = packed.get();
        if (source == null) {
            return false;
        }
        Path home = file.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(
                home, "new", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (InputStream bytes = source.openStream();
                FileChannel target = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            bytes.transferTo(Channels.newOutputStream(target));
            target.force(true);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        return true;
    }
}
