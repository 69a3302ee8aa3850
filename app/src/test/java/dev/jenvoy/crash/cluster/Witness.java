package dev.jenvoy.crash.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The file that senders, hooks and the run write together; see {@link Witnessed}. Thread-safe. */
final class Witness implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    Witness(Path file) throws IOException {
        this.file = file;
        // Without APPEND of the operating system, lines of hooks would be written over.
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    Path file() {
        return file;
    }

    /** Appends a line; it is there when this returns. */
    void write(Witnessed line) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line.line() + "\n");
            synchronized (channel) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Witnessed> read() throws IOException {
        return Files.readAllLines(file).stream().map(Witnessed::of).toList();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
