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
 * Creates named pipes, each used once. When a process ends, the JDK drains its own pipes into memory on another thread.
 * That memory is unlimited if a grandchild continues to write, and the remaining output is not visible meanwhile.
 * Creates many pipes at a time, because each creation starts a process.
 */
public final class NamedPipes {
    private static final int AT_A_TIME = 32;
    /** Reuses names, because the JDK never forgets files to delete at its exit. */
    private static final int NAMES = 4096;

    private final Deque<Path> made = new ArrayDeque<>();
    private Path folder = Path.of("/nonexistent");
    private int count;

    /** Returns an open pipe. Its reader never blocks if it calls {@code available} first. */
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
     * A pipe.
     *
     * @param input its read end
     * @param both keeps it open until the process has opened the write end
     */
    public record Fifo(File file, InputStream input, RandomAccessFile both) {
        static Fifo open(Path path) throws IOException {
            // Opening for both reading and writing does not wait for the other side, and then the reader does not wait
            // either.
            RandomAccessFile both = new RandomAccessFile(path.toFile(), "rw");
            try {
                return new Fifo(path.toFile(), new Reader(new FileInputStream(path.toFile())), both);
            } catch (IOException e) {
                both.close();
                throw e;
            }
        }

        /** Closes a pipe that is not used. */
        public void close() throws IOException {
            input.close();
            remove();
        }

        /** Removes the name. Ends that are open stay open. */
        public void remove() throws IOException {
            both.close();
            Files.deleteIfExists(file.toPath());
        }
    }

    /** Skips by reading, because a file stream skips by seeking, which a pipe does not support. */
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
