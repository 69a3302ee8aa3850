package dev.jenvoy.cluster.guard;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file in memory with the tokens of the runs that are under way: what a process writes there is in the file even if it is killed at
 * the next instruction. Each line has 64 bytes. The first has the server's beat, its lease, and the longest time that a run gets to
 * end, in seconds; the others have a token or nothing. Thread-safe; a change costs less than a microsecond.
 */
public final class RunSlots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.cluster");

    private static final String FILE = "running.";
    private static final int LINE_BYTES = 64;

    /** More actions than any server runs at once; of those beyond it, orphans are not ended. */
    private static final int SLOTS = 4_096;

    private static final byte[] EMPTY = line("");
    private static final Pattern FIRST_LINE = Pattern.compile("[0-9]+ [0-9]+ ([0-9]{1,9}) *");

    private final Path file;

    @GuardedBy("this")
    private final MappedByteBuffer lines;

    @GuardedBy("this")
    private final Deque<Integer> free = new ArrayDeque<>(SLOTS);

    @GuardedBy("this")
    private final Map<String, Integer> taken = new HashMap<>();

    private long beat;

    private RunSlots(Path file, MappedByteBuffer lines) {
        this.file = file;
        this.lines = lines;
        for (int slot = 1; slot <= SLOTS; slot++) {
            free.add(slot);
        }
    }

    /**
     * Begins a new file in the data folder, which this process owns.
     *
     * @param lease after which without a beat all runs are ended
     * @param killGrace the longest time that a run gets to end
     */
    public static RunSlots open(Path folder, Duration lease, Duration killGrace) throws IOException {
        for (Path earlier : files(folder)) {
            Files.deleteIfExists(earlier);
        }
        // The guard of an earlier server must not take this one's runs for its own, however late it wakes.
        Path file = folder.resolve(FILE + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            MappedByteBuffer lines = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) (SLOTS + 1) * LINE_BYTES);
            RunSlots slots = new RunSlots(file, lines);
            slots.clear();
            slots.beat(lease, killGrace);
            return slots;
        }
    }

    /**
     * What a server on a folder left that is no more.
     *
     * @param tokens of the runs that were under way
     * @param killGrace the longest time that one of them gets to end, as that server knew it
     */
    public record Left(List<String> tokens, Duration killGrace) {
        public Left {
            tokens = List.copyOf(tokens);
        }
    }

    /** Returns what the last server on this folder left; no tokens if it left nothing. */
    public static Left left(Path folder) throws IOException {
        List<String> tokens = new ArrayList<>();
        Duration killGrace = Duration.ZERO;
        for (Path file : files(folder)) {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            lines.stream()
                    .skip(1)
                    .map(String::strip)
                    .filter(token -> !token.isEmpty())
                    .forEach(tokens::add);
            Matcher first = FIRST_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
            if (first.matches()) {
                killGrace = Duration.ofSeconds(Long.parseLong(first.group(1)));
            }
        }
        return new Left(tokens, killGrace);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> String.valueOf(file.getFileName()).startsWith(FILE))
                    .toList();
        }
    }

    private synchronized void clear() {
        for (int slot = 1; slot <= SLOTS; slot++) {
            put(slot, EMPTY);
        }
    }

    Path file() {
        return file;
    }

    /** Shows that the server goes on. */
    synchronized void beat(Duration lease, Duration killGrace) {
        beat++;
        // A beat of fixed width, so that a reader never sees a half of one that is longer than the last.
        put(0, line(String.format(Locale.ROOT, "%019d %d %d", beat, lease.toSeconds(), killGrace.toSeconds() + 1)));
    }

    /** A run is about to begin. To be called before its first process is spawned. */
    public synchronized void begins(String token) {
        Integer slot = free.poll();
        if (slot == null || token.length() >= LINE_BYTES) {
            LOG.warn("a run is not guarded: if this server dies, its processes go on token={}", token);
            return;
        }
        taken.put(token, slot);
        put(slot, line(token));
    }

    /** A run has ended, and its processes with it. */
    public synchronized void ended(String token) {
        Integer slot = taken.remove(token);
        if (slot != null) {
            put(slot, EMPTY);
            free.push(slot);
        }
    }

    @GuardedBy("this")
    private void put(int slot, byte[] line) {
        lines.put(slot * LINE_BYTES, line);
    }

    private static byte[] line(String text) {
        byte[] line = new byte[LINE_BYTES];
        Arrays.fill(line, (byte) ' ');
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, line, 0, bytes.length);
        line[LINE_BYTES - 1] = '\n';
        return line;
    }

    /** Deletes the file. No run is under way any more. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("a file remains file={} cause=\"{}\"", file, e.getMessage());
        }
    }
}
