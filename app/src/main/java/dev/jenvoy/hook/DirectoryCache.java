package dev.jenvoy.hook;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Listings of folders as they are now. A folder is read again when its change time says that it changed, and always
 * while that is younger than two seconds: two changes within one tick of the file system's clock look the same. An
 * unchanged one costs a stat, however many files it holds. Safe for use by several threads.
 */
public final class DirectoryCache {

    private static final Duration TICK = Duration.ofSeconds(2);
    private static final int MAX_FOLDERS = 1000;

    private final InstantSource clock;
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    DirectoryCache(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The names in a folder.
     *
     * @return {@code null} when there is no such folder
     * @throws IOException when it cannot be read
     */
    @Nullable
    SortedNames list(Path folder) throws IOException {
        Stamp stamp;
        try {
            stamp = Stamp.of(folder);
        } catch (NoSuchFileException e) {
            return null;
        }
        if (!stamp.isFolder()) {
            return null;
        }
        Seen known = seen.get(folder);
        if (known != null && known.settled && known.stamp.equals(stamp)) {
            return known.listing;
        }
        Instant now = clock.instant();
        SortedNames listing = read(folder);
        if (listing == null) {
            return null;
        }
        if (seen.size() >= MAX_FOLDERS) {
            seen.clear();
        }
        boolean settled = stamp.changed.toInstant().plus(TICK).isBefore(now);
        seen.put(folder, new Seen(stamp, settled, listing));
        return listing;
    }

    private static @Nullable SortedNames read(Path folder) throws IOException {
        if (!Files.isExecutable(folder)) {
            // Its names could be read, its files not: every hook would seem to be missing.
            throw new AccessDeniedException(folder.toString());
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (isNamedByText(entry)) {
                    names.add(String.valueOf(entry.getFileName()));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new SortedNames(names);
    }

    /**
     * Whether the file's name as text leads back to it. It does not where the name's bytes are no text in the character
     * set of the server's locale: a path made from it would be refused or be another file's.
     */
    public static boolean isNamedByText(Path entry) {
        try {
            return entry.resolveSibling(String.valueOf(entry.getFileName())).equals(entry);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private record Seen(Stamp stamp, boolean settled, SortedNames listing) {}

    /** What changes when a folder, its rights or the folder itself changes. */
    private record Stamp(@Nullable Object file, FileTime changed, FileTime modified, boolean isFolder) {

        /** In one look where the system has them all: every delivery waits for it. */
        static Stamp of(Path folder) throws IOException {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                Map<String, Object> all =
                        Files.readAttributes(folder, "unix:fileKey,ctime,lastModifiedTime,isDirectory");
                // The time of the last change of content or rights; a copy that restores a folder's old modification
                // time cannot restore this one.
                FileTime changed = (FileTime) Objects.requireNonNull(all.get("ctime"));
                FileTime modified = (FileTime) Objects.requireNonNull(all.get("lastModifiedTime"));
                return new Stamp(all.get("fileKey"), changed, modified, Boolean.TRUE.equals(all.get("isDirectory")));
            }
            BasicFileAttributes basic = Files.readAttributes(folder, BasicFileAttributes.class);
            FileTime modified = basic.lastModifiedTime();
            return new Stamp(basic.fileKey(), modified, modified, basic.isDirectory());
        }
    }
}
