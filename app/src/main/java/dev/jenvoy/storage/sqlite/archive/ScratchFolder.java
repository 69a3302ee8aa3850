package dev.jenvoy.storage.sqlite.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for what is not finished, on the disk of what is made. */
final class ScratchFolder {

    /** The beginning of its name. */
    static final String PREFIX = ".jenvoy-";

    private static final String DRIVER_FOLDER = "org.sqlite.tmpdir";

    private ScratchFolder() {}

    /** Makes one that only its owner may enter. SQLite's driver unpacks its library into the first one. */
    static Path in(Path folder) throws IOException {
        Path made = Files.createTempDirectory(
                folder, PREFIX, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (System.getProperty(DRIVER_FOLDER) == null) {
            System.setProperty(DRIVER_FOLDER, made.toString());
        }
        return made;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path left : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(left);
            }
        }
    }
}
