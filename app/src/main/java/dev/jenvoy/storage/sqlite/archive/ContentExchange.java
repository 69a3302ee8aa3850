package dev.jenvoy.storage.sqlite.archive;

import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Puts new content in the place of old content by renames alone, whole or not at all. */
final class ContentExchange {

    /** The beginning of the name of a folder with old content. */
    static final String ASIDE = "before-";

    private final Deque<Move> done = new ArrayDeque<>();

    private ContentExchange() {}

    private record Move(Path from, Path to) {}

    /**
     * Moves the old files into a new folder within {@code folder}, and then the new files into {@code folder}. If one cannot be
     * renamed, as a mount point cannot, moves all back.
     *
     * @return the folder of the old files; empty if there are no old files
     * @throws IOException when a file could not be moved; the message says where old files are if they could not be moved back
     */
    static Optional<Path> in(Path folder, List<Path> before, List<Path> after) throws IOException {
        Optional<Path> aside = before.isEmpty() ? Optional.empty() : Optional.of(aside(folder));
        ContentExchange exchange = new ContentExchange();
        try {
            if (aside.isPresent()) {
                exchange.move(before, aside.get());
                DataFolder.sync(aside.get());
            }
            exchange.move(after, folder);
            return aside;
        } catch (IOException e) {
            exchange.undo(e);
            if (aside.isPresent()) {
                Files.deleteIfExists(aside.get());
            }
            throw e;
        }
    }

    private static Path aside(Path folder) throws IOException {
        return Files.createDirectory(
                folder.resolve(ASIDE + Instant.now().toString().replace(":", "")),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private void move(List<Path> files, Path target) throws IOException {
        for (Path file : files) {
            Move move = new Move(file, target.resolve(file.getFileName()));
            // Never a copy, which would be deleted half done. It would also replace a file: the target has no such
            // name.
            Files.move(move.from(), move.to(), StandardCopyOption.ATOMIC_MOVE);
            done.push(move);
        }
    }

    /** Moves all back that can be moved back, the last first. */
    private void undo(IOException failure) throws IOException {
        List<Path> left = new ArrayList<>();
        for (Move move : done) {
            try {
                Files.move(move.to(), move.from(), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                failure.addSuppressed(e);
                left.add(move.to());
            }
        }
        if (!left.isEmpty()) {
            throw new IOException(failure + "; these could not be moved back: " + left, failure);
        }
    }
}
