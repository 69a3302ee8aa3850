package dev.jenvoy.hook;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    private final FolderLook look;
    private final LocalFolders local;

    /** Changed only by {@link #keep}, together with {@link #doubtful}. */
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    /** Holds the folders that changed a moment ago, or that are not known to be local. */
    private final Set<Path> doubtful = new HashSet<>();

    DirectoryCache(InstantSource clock, FolderLook look) {
        this.clock = clock;
        this.look = look;
        this.local = new LocalFolders(look);
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
            stamp = Stamp.of(folder, look);
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
        boolean settled = stamp.changed.toInstant().plus(TICK).isBefore(now);
        boolean certain = settled && isLocal(folder, listing);
        keep(folder, new Seen(stamp, settled, listing), certain);
        return listing;
    }

    /**
     * Keeps what was seen together with the doubt about it. If two threads read a folder at once, the doubt of one must not stay
     * beside the settled listing of the other, which is not read again. Listings of folders that are gone are forgotten like
     * the doubt about them: such a folder may come back unchanged.
     */
    private synchronized void keep(Path folder, Seen now, boolean certain) {
        boolean full = seen.size() >= MAX_FOLDERS;
        if (full) {
            seen.clear();
            doubtful.clear();
        }
        if (seen.containsKey(folder)) {
            seen.keySet().removeIf(path -> isGone(folder, now.listing, path));
        }
        doubtful.removeIf(path -> path.equals(folder) || isGone(folder, now.listing, path));
        // When all is forgotten, so is the doubt about folders below, which this one was judged by.
        if (!certain || full) {
            doubtful.add(folder);
        }
        seen.put(folder, now);
    }

    /** Looks at the folder's entries, and lists the folders below, which are judged in the same way. */
    private boolean isLocal(Path folder, SortedNames listing) {
        if (!local.isLocal(folder, listing.names())) {
            return false;
        }
        try {
            for (String name : listing.names()) {
                Path below = folder.resolve(name);
                if (!name.startsWith(".") && Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
                    SortedNames unusedNames = list(below);
                }
            }
            return true;
        } catch (IOException e) {
            // A folder that no delivery needs now may be unreadable.
            return false;
        }
    }

    /** Returns whether a path below the folder has vanished with the entry that led to it. */
    private static boolean isGone(Path folder, SortedNames listing, Path path) {
        return path.startsWith(folder)
                && !path.equals(folder)
                && !listing.contains(folder.relativize(path).getName(0).toString());
    }

    /** Returns whether a look at the root or below may wait for a network disk. Answers from memory. */
    synchronized boolean mayBlock(Path root) {
        return !seen.containsKey(root) || !doubtful.isEmpty();
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
        static Stamp of(Path folder, FolderLook look) throws IOException {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                Map<String, Object> all = look.attributes(folder, "unix:fileKey,ctime,lastModifiedTime,isDirectory");
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
