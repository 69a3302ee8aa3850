package dev.jenvoy.store;

import dev.jenvoy.store.StoreRefusedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A folder that one server owns from {@link #own} to {@link #close}, or until its process dies: the operating system
 * then releases the lock, so no stale lock remains. Weakness: on a network file system, the lock is only as reliable as
 * that file system's locks.
 */
public final class DataFolder implements AutoCloseable {

    private static final String LOCK_FILE = "lock";
    private static final int LONGEST_PID = 20;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * The folders that this process owns. A POSIX lock belongs to a process and is lost when the process closes any
     * descriptor of the file. A second owner in the same process must therefore be rejected before it opens the file.
     */
    private static final Set<Path> OWNED = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lockFile;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Takes ownership of the folder, and creates it (mode 0700) if it does not exist.
     *
     * @throws StoreRefusedException when another server owns it, it cannot be written, or its lock file is a symbolic link
     */
    public static DataFolder own(Path folder) throws StoreRefusedException {
        Path path;
        try {
            Files.createDirectories(folder.toAbsolutePath(), OWNER_ONLY_FOLDER);
            path = folder.toRealPath();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        if (!OWNED.add(path)) {
            throw new StoreRefusedException(
                    Reason.OWNED, "The data folder " + path + " is already open in this process: open it only once.");
        }
        boolean owned = false;
        try {
            DataFolder taken = new DataFolder(path, lock(path));
            owned = true;
            return taken;
        } catch (IOException e) {
            throw unusable(path, e);
        } finally {
            if (!owned) {
                OWNED.remove(path);
            }
        }
    }

    private static StoreRefusedException unusable(Path path, IOException e) {
        return new StoreRefusedException(
                Reason.UNUSABLE,
                "The data folder " + path + " cannot be used (" + e + "): let the server's user read and write it, or"
                        + " set data_path to another folder.",
                e);
    }

    private static FileChannel lock(Path path) throws IOException, StoreRefusedException {
        Path file = path.resolve(LOCK_FILE);
        if (Files.isSymbolicLink(file)) {
            throw new StoreRefusedException(
                    Reason.UNUSABLE,
                    file + " is a symbolic link, which Jenvoy never makes: remove it, and find out who made it.");
        }
        // A link would lead root, who may own a folder that others change, to any file, which is then emptied.
        FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                OWNER_ONLY_FILE);
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new StoreRefusedException(
                        Reason.OWNED,
                        "Another server (process " + owner(channel) + ") uses the data folder " + path
                                + ": stop it first, or set another data_path for this one.");
            }
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid), 0);
            locked = true;
            return channel;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
        channel.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
        return text.matches("[0-9]+") ? text : "unknown";
    }

    /** Returns the folder, absolute and without symbolic links. */
    public Path path() {
        return path;
    }

    /** Returns a subfolder, and creates it (mode 0700) if it does not exist. */
    public Path folder(String name) throws IOException {
        Path folder = path.resolve(name);
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, OWNER_ONLY_FOLDER);
            sync(path);
        }
        return folder;
    }

    /** Syncs a folder, so that created, renamed and deleted entries survive a crash of the machine. */
    public static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Releases the folder. A second call does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            lockFile.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
            return;
        } finally {
            OWNED.remove(path);
        }
    }
}
