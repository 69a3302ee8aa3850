package dev.jenvoy.hook;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file that runs for a delivery.
 *
 * @param name its path below the hooks folder, with slashes: its name in responses
 * @param file the file
 * @param stamp the state in which it was seen; {@code null} if it was not looked at
 */
public record Hook(String name, Path file, @Nullable Stamp stamp) {

    /** Names a file that was not looked at. */
    public Hook(String name, Path file) {
        this(name, file, null);
    }

    /** Identifies a state of a file's content: another one if the file is replaced or written. */
    public record Stamp(@Nullable Object file, FileTime modified, long size) {

        // By hand: see Choices that were measured, in docs/concepts/performance.md.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Stamp stamp
                    && size == stamp.size
                    && modified.equals(stamp.modified)
                    && Objects.equals(file, stamp.file);
        }

        @Override
        public int hashCode() {
            return 31 * modified.hashCode() + Long.hashCode(size);
        }
    }
}
