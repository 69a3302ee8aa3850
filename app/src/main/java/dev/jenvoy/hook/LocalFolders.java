package dev.jenvoy.hook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Recognises folders whose look-up never waits for a network: the folder, all folders above it and its entries are on
 * local disks, and no entry is a link, which could lead elsewhere. Safe for use by several threads.
 */
final class LocalFolders {

    private static final Set<String> LOCAL_TYPES = Set.of(
            "ext2",
            "ext3",
            "ext4",
            "xfs",
            "btrfs",
            "zfs",
            "f2fs",
            "jfs",
            "bcachefs",
            "tmpfs",
            "ramfs",
            "overlay",
            "apfs",
            "hfs");

    private final FolderLook look;

    /** Keeps whether a device is local: its type is read once, because that takes longer than all the rest. */
    private final Map<Object, Boolean> devices = new ConcurrentHashMap<>();

    LocalFolders(FolderLook look) {
        this.look = look;
    }

    /** Returns whether looking up names in the folder never waits for a network. May block itself. */
    boolean isLocal(Path folder, Iterable<String> names) {
        try {
            if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                    || !isPathLocal(folder.toAbsolutePath())
                    || !isPathLocal(folder.toRealPath())) {
                return false;
            }
            for (String name : names) {
                Path entry = folder.resolve(name);
                Map<String, Object> found =
                        Files.readAttributes(entry, "unix:dev,isSymbolicLink", LinkOption.NOFOLLOW_LINKS);
                if (Boolean.TRUE.equals(found.get("isSymbolicLink")) || !isDeviceLocal(found.get("dev"), entry)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isPathLocal(Path path) throws IOException {
        for (Path part = path; part != null; part = part.getParent()) {
            if (!isDeviceLocal(Files.getAttribute(part, "unix:dev"), part)) {
                return false;
            }
        }
        return true;
    }

    private boolean isDeviceLocal(@Nullable Object device, Path on) throws IOException {
        if (device == null) {
            return false;
        }
        Boolean known = devices.get(device);
        if (known == null) {
            known = LOCAL_TYPES.contains(look.type(on));
            devices.put(device, known);
        }
        return known;
    }
}
