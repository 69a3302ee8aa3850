package dev.jenvoy.delivery.payload;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that hold payloads: new, and for this user alone from their first moment. */
public final class OwnFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Reads files in large pieces: a parser asks for small ones, and each would be a system call. */
    private static final int PIECE = 128 << 10;

    private OwnFile() {}

    /** The bytes of one from the start; the caller closes. */
    static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file), PIECE);
    }

    /**
     * Copies a file within the system, which takes half the time of reading and writing it here.
     *
     * @throws PayloadLostException when it is gone or shorter
     * @throws IOException also when the copy exists
     */
    static void copy(Path file, long size, Path copy) throws IOException {
        try (FileChannel source = existing(file);
                FileChannel target = create(copy)) {
            long done = 0;
            while (done < size) {
                long moved = source.transferTo(done, size - done, target);
                if (moved <= 0) {
                    throw new PayloadLostException("payload file is shorter than it was");
                }
                done += moved;
            }
        }
    }

    private static FileChannel existing(Path file) throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw new PayloadLostException("payload file is gone");
        }
    }

    /** Opens a new file for writing, mode 0600; fails when there is one. */
    public static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
    }

    /** What a folder for such files is created with: mode 0700. */
    public static FileAttribute<Set<PosixFilePermission>> folder() {
        return OWNER_ONLY_FOLDER;
    }
}
