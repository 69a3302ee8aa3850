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
 * Lists folders. Reads a folder again if its change time changed, and always while that time is less than two seconds
 * old, because two changes within one tick of the file system's clock look the same. An unchanged folder costs one
 * stat, for any number of files. Safe for use by several threads.
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
     * Returns the names in a folder.
     *
     * @return {@code null} when the folder does not exist
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
            // The names could be listed, but the files could not be read: every hook would appear to be missing.
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
     * Returns whether the file's name as text leads back to the file. It does not if the name's bytes are not valid in
     * the locale's character set. A path made from such a name would be invalid, or would name another file.
     */
    public static boolean isNamedByText(Path entry) {
        try {
            return entry.resolveSibling(String.valueOf(entry.getFileName())).equals(entry);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private record Seen(Stamp stamp, boolean settled, SortedNames listing) {}

    /** Identifies a state of a folder: changes with its contents and its permissions, and if it is replaced. */
    private record Stamp(@Nullable Object file, FileTime changed, FileTime modified, boolean isFolder) {

        /** Reads all attributes in one call where possible, because every delivery waits for it. */
        static Stamp of(Path folder) throws IOException {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                Map<String, Object> all =
                        Files.readAttributes(folder, "unix:fileKey,ctime,lastModifiedTime,isDirectory");
                // The time of the last change of content or permissions. A copy can restore an old modification time,
                // but not this time.
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
