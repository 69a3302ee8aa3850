package dev.jenvoy.config;

import dev.jenvoy.option.json.FileReader;
import java.time.Duration;
import java.util.List;

/**
 * Files that were read, and whether their stamps can be relied on. Two changes within one tick of a file system's clock
 * leave the same stamp, so a file that had changed shortly before it was read is read again until it had not.
 */
final class FileSnapshot {
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final List<FileReader.Content> files;
    private final boolean settled;

    private FileSnapshot(List<FileReader.Content> files, boolean settled) {
        this.files = files;
        this.settled = settled;
    }

    /** Creates a snapshot of files that were read at an unknown time: they are read again, and a difference counts as a change. */
    static FileSnapshot unsettled(List<FileReader.Content> files) {
        return new FileSnapshot(files, false);
    }

    /** Of files that were read no earlier than {@code nowMillis}. */
    static FileSnapshot of(List<FileReader.Content> files, long nowMillis) {
        return new FileSnapshot(files, files.stream().allMatch(file -> isSettled(file, nowMillis)));
    }

    /** Whether nothing has changed for certain: one stat a file. */
    boolean isQuiet(FileReader reader) {
        if (!settled) {
            return false;
        }
        // A loop: this is asked for every request.
        for (FileReader.Content file : files) {
            if (!FileReader.same(file.stamp(), reader.stamp(file.path()))) {
                return false;
            }
        }
        return true;
    }

    /** The same files, read again. */
    FileSnapshot look(FileReader reader, long nowMillis) {
        List<FileReader.Content> again =
                files.stream().map(file -> reader.read(file.path())).toList();
        return of(again, nowMillis);
    }

    boolean sameContentAs(FileSnapshot other) {
        if (files.isEmpty() || files.size() != other.files.size()) {
            return false;
        }
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).sameAs(other.files.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A file that could not be read is tried again: permissions leave no stamp. One that is missing shows when it comes. */
    private static boolean isSettled(FileReader.Content file, long nowMillis) {
        FileReader.Stamp stamp = file.stamp();
        if (stamp == null) {
            return true;
        }
        return file.failure().isEmpty() && nowMillis - stamp.modifiedNanos() / 1_000_000 >= SETTLED.toMillis();
    }
}
