package dev.jenvoy.store.sqlite;

import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A small file beside a database, which records that a database existed and how it was left. SQLite would treat a
 * vanished or truncated file as a new, empty database; the marker tells the two apart. Writes atomically, with a sync.
 */
final class CleanShutdownMarker {

    /** How the database was left. */
    enum State {
        /** There never was a database. */
        NONE,
        /** A server uses it, or died: its write-ahead log must be beside it. */
        OPEN,
        /** A server was about to close it, and everything was recorded. */
        CLOSING,
        /** It was closed cleanly and is complete without any other file. */
        CLOSED
    }

    private final Path file;

    CleanShutdownMarker(Path file) {
        this.file = file;
    }

    State read() throws IOException {
        if (!Files.exists(file)) {
            return State.NONE;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (text.startsWith("closed")) {
            return State.CLOSED;
        }
        return text.startsWith("closing") ? State.CLOSING : State.OPEN;
    }

    void write(State state) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (FileChannel channel = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            String text =
                    switch (state) {
                        case OPEN -> "open";
                        case CLOSING -> "closing";
                        case CLOSED -> "closed";
                        case NONE -> throw new IllegalArgumentException("a mark is never removed");
                    };
            String words = text + "\nA database belongs beside this file; see the journal's documentation.\n";
            channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        Path folder = file.getParent();
        if (folder != null) {
            DataFolder.sync(folder);
        }
    }
}
