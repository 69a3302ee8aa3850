package dev.jenvoy.journal.sqlite.payload;

import dev.jenvoy.delivery.payload.FilePayload;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.journal.sql.payload.LargePayloads;
import dev.jenvoy.store.DataFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of payloads that are too large for a row. A file is there, synced, before the row that names it. */
public final class StoredPayloadFiles implements LargePayloads {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.journal");

    /** Larger ones stand in files: a row is read and written whole. */
    private static final long LARGEST_BODY = 1 << 20;

    private final Path folder;

    public StoredPayloadFiles(DataFolder data) throws IOException {
        this.folder = data.folder("payloads");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public boolean takes(Payload payload) {
        return payload instanceof FilePayload || payload.size() > LARGEST_BODY;
    }

    @Override
    public Payload payload(String name, long size) {
        return Payload.keptIn(file(name), size);
    }

    /** Keeps a payload under a name of its own: a second link to its file, or a copy where a link is not possible. */
    @Override
    public String keep(Payload payload) throws IOException {
        String name = UUID.randomUUID().toString();
        Path kept = file(name);
        if (payload instanceof FilePayload file) {
            file.settle();
        }
        if (!(payload instanceof FilePayload file && link(file, kept))) {
            copy(payload, kept);
        }
        try (FileChannel channel = FileChannel.open(kept, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            delete(name);
            throw e;
        }
        DataFolder.sync(folder);
        return name;
    }

    private static boolean link(FilePayload payload, Path kept) {
        try {
            Files.createLink(kept, payload.file());
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.trace("payload file copied instead of linked", e);
            return false;
        }
    }

    private static void copy(Payload payload, Path kept) throws IOException {
        try {
            payload.copyTo(kept);
        } catch (IOException e) {
            Files.deleteIfExists(kept);
            throw e;
        }
    }

    /** Deletes one that no row names any more; one that cannot be deleted is tried again at the next start. */
    @Override
    public void delete(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            LOG.warn("payload file not deleted file={} reason=\"{}\"", name, e.getMessage());
        }
    }

    /** Deletes what no row names: a crash came between a file and its row, or a row's end and its file's. */
    public void deleteStrays(Set<String> named) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!named.contains(name)) {
                    LOG.info("stray payload file deleted file={}", name);
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
