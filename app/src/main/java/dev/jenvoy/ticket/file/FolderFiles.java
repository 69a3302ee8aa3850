package dev.jenvoy.ticket.file;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files inside of one folder. A name or a link that leads out of the folder is not followed. */
public final class FolderFiles {

    private final FileReader reader;
    private final Path folder;

    /**
     * @param reader reads files up to 1 MB that others may not change
     * @param folder absolute
     */
    public FolderFiles(FileReader reader, Path folder) {
        this.reader = reader;
        this.folder = folder;
    }

    /**
     * Reads a file, and reports why it cannot be used, or who else may change it. Blocks on the disk.
     *
     * @param name the path of the file below the folder
     * @return the file; with a failure if it cannot be used, and empty if the name cannot be one. Who follows changes needs
     *     to look at it even then
     */
    public Optional<FileReader.Content> read(String name, FileProblems problems) {
        Optional<Path> path = inside(name);
        if (path.isEmpty()) {
            problems.error("outside", Position.NOWHERE, "expected the path of a file below the folder of state files");
            return Optional.empty();
        }
        FileReader.Content content = linkLeadsOut(path.get()) ? outside(path.get()) : reader.read(path.get());
        report(content, problems);
        return Optional.of(content);
    }

    /** Reports why a file cannot be used, or who else may change it. */
    public static void report(FileReader.Content content, FileProblems problems) {
        content.failure().ifPresent(why -> problems.error("unreadable", Position.NOWHERE, why));
        if (content.failure().isEmpty()) {
            content.flaw().ifPresent(flaw -> problems.warning("permission", Position.NOWHERE, flaw.words("it")));
        }
    }

    private Optional<Path> inside(String name) {
        try {
            Path path = Path.of(name);
            boolean leadsUp = false;
            for (Path part : path) {
                leadsUp |= part.toString().equals("..");
            }
            return name.isBlank() || path.isAbsolute() || leadsUp
                    ? Optional.empty()
                    : Optional.of(folder.resolve(path));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private boolean linkLeadsOut(Path file) {
        try {
            return !file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            // It is missing or cannot be reached, which the reader says.
            return false;
        }
    }

    private FileReader.Content outside(Path file) {
        return new FileReader.Content(
                file,
                reader.stamp(file),
                ByteBuffer.allocate(0),
                Optional.of("a link leads out of the folder of state files"),
                Optional.empty());
    }
}
