package dev.jenvoy.storage.sqlite.archive;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.journal.sqlite.JournalFile;
import dev.jenvoy.store.DataFolder;
import dev.jenvoy.store.StoreRefusedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Makes a data folder from an archive. */
public final class ArchiveReader {

    /** The format of the archive. */
    static final int FORMAT = 1;

    private static final Pattern NAME = Pattern.compile("(?:payloads/)?[A-Za-z0-9_][A-Za-z0-9._+-]{0,200}");
    private static final Set<String> OWN = Set.of("lock");

    private final Path archive;

    public ArchiveReader(Path archive) {
        this.archive = archive;
    }

    /**
     * What was restored.
     *
     * @param files how many files
     * @param made when the archive was made; empty if it does not say
     * @param moved where the earlier content of the folder is; empty if the folder was empty
     */
    public record Restored(long files, Optional<String> made, Optional<Path> moved) {}

    /** Reports that the folder is not empty, and is not to be replaced. Nothing was changed. */
    public static final class FullFolderException extends IOException {
        private static final long serialVersionUID = 1L;

        FullFolderException(Path folder) {
            super("the folder " + folder + " is not empty");
        }
    }

    /**
     * Makes the folder what the archive holds. Checks the whole archive and the journal in it before it changes anything.
     * Earlier content is moved into a folder within, on the same disk: the data folder itself may be a mount point. Such
     * folders of earlier calls do not count as content.
     *
     * @param replace whether content is moved aside; nothing of it is deleted
     * @throws FullFolderException when the folder is not empty, and its content is not to be moved aside
     * @throws StoreRefusedException when a server uses the folder, or it cannot be written
     * @throws IOException when the archive is damaged or is not a backup, or a file cannot be moved; the folder is as it was
     *     then, or the message says where its content is
     */
    public Restored restore(Path folder, boolean replace) throws IOException, StoreRefusedException {
        if (!Files.isRegularFile(archive)) {
            throw new IOException("there is no file " + archive);
        }
        try (DataFolder owned = DataFolder.own(folder)) {
            List<Path> before = content(owned.path());
            if (!before.isEmpty() && !replace) {
                throw new FullFolderException(folder);
            }
            Path scratch = ScratchFolder.in(owned.path());
            try {
                Optional<String> made = unpack(scratch);
                if (!Files.isRegularFile(scratch.resolve(JournalFile.NAME))) {
                    throw new IOException("there is no journal in it");
                }
                int unusedVersion = JournalFile.verify(scratch.resolve(JournalFile.NAME));
                Files.deleteIfExists(scratch.resolve(ArchiveWriter.MANIFEST));
                List<Path> after = content(scratch).stream()
                        .filter(ArchiveReader::isOfArchive)
                        .toList();
                long files = count(after);
                Optional<Path> moved = ContentExchange.in(owned.path(), before, after);
                DataFolder.sync(owned.path());
                return new Restored(files, made, moved);
            } finally {
                ScratchFolder.delete(scratch);
            }
        }
    }

    /** Returns what is in a folder, without what every owner puts there and what was moved aside. */
    private static List<Path> content(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !isKept(entry)).sorted().toList();
        }
    }

    private static boolean isKept(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return OWN.contains(name)
                || (name.startsWith(ContentExchange.ASIDE) && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS));
    }

    /** SQLite's driver may have put its library there, and SQLite its own files. */
    private static boolean isOfArchive(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith("sqlite-") && !name.endsWith("-wal") && !name.endsWith("-shm");
    }

    /** Unpacks all files, whose checksums the format has, and syncs them. Returns when the archive was made. */
    private Optional<String> unpack(Path target) throws IOException {
        Optional<String> made = Optional.empty();
        boolean known = false;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                check(entry.getName());
                if (entry.getName().equals(ArchiveWriter.MANIFEST)) {
                    made = manifest(zip.readNBytes(64 << 10));
                    known = true;
                    continue;
                }
                if (!known) {
                    break;
                }
                write(zip, target.resolve(entry.getName()));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("a name in it cannot be read", e);
        }
        if (!known) {
            throw new IOException("it is not a backup of Jenvoy");
        }
        return made;
    }

    /** Returns whether an archive may have a file of this name, as it is in the data folder. */
    static boolean takes(String name) {
        return NAME.matcher(name).matches();
    }

    private static void check(String name) throws IOException {
        if (!takes(name)) {
            throw new IOException("there is a file in it that no data folder has");
        }
    }

    /** Checks the names of all files in an archive. */
    static void checkNames(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                check(entry.getName());
            }
        }
    }

    private static void write(ZipInputStream zip, Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            Files.createDirectory(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var out = java.nio.channels.Channels.newOutputStream(channel)) {
            zip.transferTo(out);
            channel.force(true);
        }
    }

    private static Optional<String> manifest(byte[] bytes) throws IOException {
        try {
            JsonElement json = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8));
            if (json instanceof JsonObject object && object.get("format") instanceof JsonPrimitive format) {
                if (format.getAsInt() != FORMAT) {
                    throw new IOException("it was made by a newer version, in format " + format.getAsInt());
                }
                return object.get("made") instanceof JsonPrimitive made
                        ? Optional.of(made.getAsString())
                        : Optional.empty();
            }
        } catch (JsonParseException | NumberFormatException e) {
            throw new IOException("it is not a backup of Jenvoy", e);
        }
        throw new IOException("it is not a backup of Jenvoy");
    }

    private static long count(List<Path> files) throws IOException {
        long count = 0;
        for (Path file : files) {
            try (Stream<Path> tree = Files.walk(file)) {
                count += tree.filter(Files::isRegularFile).count();
            }
        }
        return count;
    }
}
