package dev.jenvoy.storage.sqlite.archive;

import com.google.gson.Gson;
import dev.jenvoy.journal.sqlite.JournalFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a data folder into one archive, a zip file that only its owner may read. */
public final class ArchiveWriter {

    static final String MANIFEST = "backup.json";
    static final String PAYLOADS = "payloads";

    /** Belongs to the process that owns the folder. */
    private static final String LOCK = "lock";

    private final Path folder;
    private final String program;
    private final List<String> skipped = new ArrayList<>();
    private long files;

    /** @param program the version of the program that writes it */
    public ArchiveWriter(Path folder, String program) {
        this.folder = folder;
        this.program = program;
    }

    /**
     * What was written.
     *
     * @param files how many files are in it
     * @param bytes its size
     * @param skipped the names of files that are not in it, because a restore would refuse them; Jenvoy makes no such files
     */
    public record Written(long files, long bytes, List<String> skipped) {

        public Written {
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * Writes the archive, whole and on disk or not at all. A server may use the folder meanwhile. Checks the copy of the journal
     * that is put into it.
     *
     * @throws FileAlreadyExistsException when there is something at {@code archive}
     * @throws IOException when the folder has no journal or cannot be read, or the archive cannot be written
     */
    public Written write(Path archive) throws IOException {
        if (!Files.isRegularFile(folder.resolve(JournalFile.NAME))) {
            throw new NoSuchFileException(folder.resolve(JournalFile.NAME).toString(), null, "there is no journal");
        }
        if (Files.exists(archive, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(archive.toString());
        }
        Path beside = archive.toAbsolutePath().getParent();
        Path scratch = ScratchFolder.in(beside == null ? Path.of("") : beside);
        try {
            Path journal = scratch.resolve(JournalFile.NAME);
            JournalFile.copy(folder, journal);
            int schema = JournalFile.verify(journal);
            Path unfinished = scratch.resolve("archive");
            zip(unfinished, journal, schema);
            ArchiveReader.checkNames(unfinished);
            // Fails where the name was taken meanwhile, unlike a move.
            Files.createLink(archive, unfinished);
            return new Written(files, Files.size(archive), skipped);
        } finally {
            ScratchFolder.delete(scratch);
        }
    }

    private void zip(Path target, Path journal, int schema) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        target,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                OutputStream out = Channels.newOutputStream(channel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(manifest(schema).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            add(zip, JournalFile.NAME, journal);
            for (Path file : list(folder)) {
                String name = String.valueOf(file.getFileName());
                if (!name.equals(LOCK) && !name.startsWith(JournalFile.FAMILY)) {
                    add(zip, name, file);
                }
            }
            for (Path file : list(folder.resolve(PAYLOADS))) {
                add(zip, PAYLOADS + "/" + file.getFileName(), file);
            }
            zip.finish();
            channel.force(true);
        }
    }

    private String manifest(int schema) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", ArchiveReader.FORMAT);
        manifest.put("jenvoy", program);
        manifest.put("schema", schema);
        manifest.put("made", Instant.now().toString());
        return new Gson().toJson(manifest);
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /** Leaves out a file that a restore would refuse, and one that was deleted meanwhile: a payload whose time was up. */
    private void add(ZipOutputStream zip, String name, Path file) throws IOException {
        if (!ArchiveReader.takes(name) || name.equals(MANIFEST)) {
            skipped.add(name);
            return;
        }
        try (var in = Files.newInputStream(file)) {
            zip.putNextEntry(new ZipEntry(name));
            in.transferTo(zip);
            zip.closeEntry();
            files++;
        } catch (NoSuchFileException e) {
            // Its delivery is deleted, too, or about to be.
            return;
        }
    }
}
