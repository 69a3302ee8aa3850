package dev.jenvoy.process.os;

import java.io.File;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Pipes with a name, each used once. The pipes that the JDK makes itself are emptied by a thread of the JDK when the
 * process ends: into memory without a limit if a grandchild goes on writing, and while that runs nobody can tell what
 * is still to come. Made many at a time, because each time costs a process.
 */
public final class NamedPipes {
    private static final int AT_A_TIME = 32;
    /** Names are used again: the JDK remembers for ever what it is to delete at its exit. */
    private static final int NAMES = 4096;

    private final Deque<Path> made = new ArrayDeque<>();
    private Path folder = Path.of("/nonexistent");
    private int count;

    /** An open one, whose reader never blocks if it asks {@code available} first. */
    public synchronized Fifo take() throws IOException, InterruptedException {
        if (made.isEmpty() || Files.notExists(made.peek())) {
            made.clear();
            make();
        }
        return Fifo.open(made.pop());
    }

    private void make() throws IOException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            folder = Files.createTempDirectory(
                    "jenvoy-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            folder.toFile().deleteOnExit();
        }
        List<String> line = new ArrayList<>(List.of("mkfifo", "-m", "600"));
        List<Path> paths = new ArrayList<>();
        while (paths.size() < AT_A_TIME) {
            Path path = folder.resolve("pipe-" + count++ % NAMES);
            if (Files.notExists(path)) {
                paths.add(path);
                line.add(path.toString());
            }
        }
        Process mkfifo = new ProcessBuilder(line)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        if (mkfifo.waitFor() != 0) {
            throw new IOException("mkfifo failed in the folder for temporary files");
        }
        paths.forEach(path -> path.toFile().deleteOnExit());
        made.addAll(paths);
    }

    /**
     * One pipe.
     *
     * @param input its reading end
     * @param both keeps it open until the process has its writing end
     */
    public record Fifo(File file, InputStream input, RandomAccessFile both) {
        static Fifo open(Path path) throws IOException {
            // Open for both it does not wait for the other side; with that, nor does the reader.
            RandomAccessFile both = new RandomAccessFile(path.toFile(), "rw");
            try {
                return new Fifo(path.toFile(), new Reader(new FileInputStream(path.toFile())), both);
            } catch (IOException e) {
                both.close();
                throw e;
            }
        }

        /** Closes all that is open of it, for one that is not used. */
        public void close() throws IOException {
            input.close();
            remove();
        }

        /** Takes away its name; who has an end of it keeps that. */
        public void remove() throws IOException {
            both.close();
            Files.deleteIfExists(file.toPath());
        }
    }

    /** A file's stream skips by seeking, which a pipe can not. */
    private static final class Reader extends FilterInputStream {
        private final byte[] dropped = new byte[64 * 1024];

        Reader(InputStream in) {
            super(in);
        }

        @Override
        public long skip(long length) throws IOException {
            return read(dropped, 0, (int) Math.min(length, dropped.length));
        }
    }
}
