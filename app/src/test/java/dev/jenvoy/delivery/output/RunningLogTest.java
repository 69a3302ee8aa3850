package dev.jenvoy.delivery.output;

import static dev.jenvoy.delivery.output.OutputSink.Stream.STDERR;
import static dev.jenvoy.delivery.output.OutputSink.Stream.STDOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what a log keeps, in memory and in a file, and that the journal reads the same as the running log. */
final class RunningLogTest {

    private static final long MB = 1 << 20;

    @TempDir
    private Path folder;

    private final AtomicLong now = new AtomicLong(7);

    private RunningLog log(long most) {
        return new RunningLog(most, folder, now::get);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<LogPiece> all(ReadableLog log) throws IOException {
        List<LogPiece> all = new ArrayList<>();
        long next = 0;
        for (List<LogPiece> pieces = log.read(0); !pieces.isEmpty(); pieces = log.read(next)) {
            assertThat(pieces.get(0).from()).isEqualTo(next);
            for (LogPiece piece : pieces) {
                assertThat(piece.from()).isEqualTo(next);
                next = piece.next();
            }
            all.addAll(pieces);
        }
        return all;
    }

    private static byte[] printed(List<LogPiece> pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (LogPiece piece : pieces) {
            if (piece instanceof LogPiece.Printed text) {
                all.writeBytes(text.bytes());
            }
        }
        return all.toByteArray();
    }

    /** Returns what the journal would read. */
    private static ReadableLog stored(KeptLog kept, String stdout, String stderr) {
        TreeMap<Long, byte[]> rows = new TreeMap<>();
        kept.parts().forEach(part -> rows.put(part.from(), part.bytes().orElseThrow()));
        return KeptLog.stored(kept.column(), stdout, stderr, new KeptLog.StoredParts() {
            @Override
            public Optional<Stored> at(long from) {
                return Optional.ofNullable(rows.floorEntry(from)).map(row -> new Stored(row.getKey(), row.getValue()));
            }

            @Override
            public Optional<Long> after(long from) {
                return Optional.ofNullable(rows.higherKey(from));
            }
        });
    }

    private static List<String> described(List<LogPiece> pieces) {
        return pieces.stream()
                .map(piece -> piece instanceof LogPiece.Printed text
                        ? text.stream() + "@" + text.millis() + " " + new String(text.bytes(), StandardCharsets.UTF_8)
                        : piece.toString())
                .toList();
    }

    @Test
    void pieces_keep_their_order_stream_and_time() throws Exception {
        RunningLog log = log(MB);
        log.write(STDOUT, bytes("one\n"));
        now.addAndGet(3_000_000);
        log.write(STDERR, bytes("two\n"));
        log.write(STDERR, bytes("more\n"));
        now.addAndGet(2_000_000_000L);
        log.write(STDOUT, bytes("three\n"));

        List<String> expected = List.of("STDOUT@0 one\n", "STDERR@3 two\nmore\n", "STDOUT@2003 three\n");
        assertThat(described(all(log))).isEqualTo(expected);
        KeptLog kept = log.end("one\nthree\n", "two\nmore\n");
        assertThat(kept.parts()).isEmpty();
        assertThat(kept.column()).hasSizeLessThan(10);
        assertThat(described(all(stored(kept, "one\nthree\n", "two\nmore\n")))).isEqualTo(expected);
        assertThat(KeptLog.of(kept.column()).printed()).isEqualTo(19);
    }

    @Test
    void a_line_costs_three_bytes_beside_its_text() {
        RunningLog log = log(MB);
        log.write(STDOUT, bytes("octocat pushed to main\n"));

        assertThat(log.end("octocat pushed to main\n", "").column()).hasSize(3);
    }

    @Test
    void nothing_printed_is_nothing_stored() {
        assertThat(log(MB).end("", "").column()).isNull();
        assertThat(KeptLog.of(null).printed()).isZero();
    }

    @Test
    void bytes_that_are_no_text_are_kept_as_they_are() throws Exception {
        byte[] odd = {(byte) 0xff, 0, (byte) 0x80, 'a', (byte) 0xf0, (byte) 0x9f, (byte) 0x98};
        RunningLog log = log(MB);
        log.write(STDOUT, odd);
        String text = new String(odd, StandardCharsets.UTF_8);

        KeptLog kept = log.end(text, "");

        assertThat(printed(all(stored(kept, text, "")))).isEqualTo(odd);
    }

    @Test
    void rows_of_earlier_versions_have_their_texts_without_times() throws Exception {
        assertThat(described(all(stored(KeptLog.NONE, "out\n", "err\n"))))
                .containsExactly("STDOUT@-1 out\n", "STDERR@-1 err\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 10, 100, 1_000, 65_536, 1 << 20, 5 << 20})
    void of_a_long_output_the_beginning_and_the_end_are_kept(long most) throws Exception {
        byte[] whole = new byte[(int) (3 * most + 1000)];
        new Random(5).nextBytes(whole);
        RunningLog log = log(most);
        Random sizes = new Random(11);
        for (int at = 0; at < whole.length; ) {
            int size = Math.min(whole.length - at, 1 + sizes.nextInt(50_000));
            log.write(sizes.nextBoolean() ? STDOUT : STDERR, java.util.Arrays.copyOfRange(whole, at, at + size));
            at += size;
            now.addAndGet(1_500_000);
        }

        List<LogPiece> running = all(log);
        KeptLog kept = log.end("cut", "cut");
        List<LogPiece> recorded = all(stored(kept, "cut", "cut"));

        if (most >= 100) {
            // The block that is written may be more than a tiny limit.
            assertThat(described(recorded)).isEqualTo(described(running));
        }
        assertThat(recorded).filteredOn(LogPiece.Omitted.class::isInstance).hasSize(1);
        long beginning = recorded.stream()
                .filter(LogPiece.Omitted.class::isInstance)
                .findFirst()
                .orElseThrow()
                .from();
        byte[] shown = printed(recorded);
        assertThat(shown.length).isLessThanOrEqualTo((int) most);
        assertThat(kept.omitted()).isEqualTo(whole.length - shown.length);
        assertThat(kept.printed()).isEqualTo(whole.length);
        assertThat(beginning).isLessThanOrEqualTo(most / 4);
        assertThat(java.util.Arrays.copyOf(shown, (int) beginning))
                .isEqualTo(java.util.Arrays.copyOf(whole, (int) beginning));
        int end = shown.length - (int) beginning;
        assertThat(java.util.Arrays.copyOfRange(shown, (int) beginning, shown.length))
                .isEqualTo(java.util.Arrays.copyOfRange(whole, whole.length - end, whole.length));
        if (most >= 1_000) {
            assertThat(beginning).isGreaterThan(most / 6);
            assertThat(end).isGreaterThan((int) (most * 3 / 5));
        }
    }

    @Test
    void what_just_fits_is_kept_whole() throws Exception {
        byte[] whole = "0123456789abcde\n".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        RunningLog log = log(whole.length);
        for (int at = 0; at < whole.length; at += 65_536) {
            log.write(STDOUT, java.util.Arrays.copyOfRange(whole, at, at + 65_536));
        }
        assertThat(printed(all(log))).isEqualTo(whole);

        KeptLog kept = log.end("cut", "");

        assertThat(kept.omitted()).isZero();
        assertThat(printed(all(stored(kept, "cut", "")))).isEqualTo(whole);
        int stored = kept.parts().stream()
                .mapToInt(part -> part.bytes().orElseThrow().length)
                .sum();
        assertThat(stored).isLessThan(whole.length / 20);
    }

    @Test
    void a_million_pieces_of_a_byte_by_turns_stay_within_the_limits() throws Exception {
        RunningLog log = log(MB);
        for (int i = 0; i < 1_000_000; i++) {
            log.write((i & 1) == 0 ? STDOUT : STDERR, new byte[] {'x'});
            now.addAndGet(1_000);
        }
        KeptLog kept = log.end("cut", "cut");

        assertThat(kept.printed()).isEqualTo(1_000_000);
        assertThat(all(stored(kept, "cut", "cut"))).hasSizeGreaterThan(500_000);
        assertThat(kept.parts().stream()
                        .mapToInt(part -> part.bytes().orElseThrow().length)
                        .sum())
                .isLessThan(1 << 20);
    }

    @Test
    void reading_goes_on_anywhere_also_within_a_piece() throws Exception {
        RunningLog log = log(MB);
        log.write(STDOUT, bytes("0123456789"));

        assertThat(described(log.read(4))).containsExactly("STDOUT@0 456789");
        assertThat(log.read(10)).isEmpty();
        assertThat(log.read(11)).isEmpty();
    }

    @Test
    void the_file_has_no_name() throws Exception {
        RunningLog log = log(MB);
        log.write(STDOUT, new byte[300_000]);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        assertThat(printed(all(log))).hasSize(300_000);
    }

    @Test
    void without_a_file_less_is_kept_and_the_end_of_it() throws Exception {
        Path none = Files.createFile(folder.resolve("file")).resolve("folder");
        RunningLog log = new RunningLog(MB, none, now::get);
        for (int i = 0; i < 100; i++) {
            log.write(STDOUT, new byte[10_000]);
        }
        log.write(STDOUT, bytes("the end"));

        List<LogPiece> pieces = all(log);

        assertThat(pieces).filteredOn(LogPiece.Omitted.class::isInstance).hasSize(1);
        byte[] kept = printed(pieces);
        assertThat(kept.length).isBetween(60_000, 200_000);
        assertThat(new String(kept, StandardCharsets.UTF_8)).endsWith("the end");
        assertThat(printed(all(stored(log.end("", ""), "", ""))).length).isBetween(60_000, kept.length);
    }

    @Test
    void sixty_four_long_logs_need_no_64_mb_of_heap() {
        List<RunningLog> logs = new ArrayList<>();
        long before = used();
        byte[] chunk = new byte[50_000];
        Random random = new Random(9);
        for (int i = 0; i < 64; i++) {
            RunningLog log = log(MB);
            logs.add(log);
            for (int j = 0; j < 40; j++) {
                random.nextBytes(chunk);
                log.write(STDOUT, chunk.clone());
            }
        }
        assertThat(used() - before).isLessThan(10 * MB);

        List<KeptLog> kept = new ArrayList<>();
        logs.forEach(log -> kept.add(log.end("cut", "")));
        logs.clear();
        assertThat(used() - before).isLessThan(10 * MB);
        assertThat(kept).allSatisfy(log -> assertThat(log.omitted()).isPositive());
        kept.forEach(KeptLog::close);
    }

    private static long used() {
        System.gc();
        Runtime machine = Runtime.getRuntime();
        return machine.totalMemory() - machine.freeMemory();
    }

    @Test
    void what_was_closed_is_freed_and_cannot_be_read() {
        RunningLog log = log(MB);
        log.write(STDOUT, new byte[300_000]);
        KeptLog kept = log.end("cut", "");
        assertThat(kept.parts()).isNotEmpty();

        kept.close();
        kept.close();

        assertThat(kept.parts()).isEmpty();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> log.read(0)).isInstanceOf(IOException.class);
    }
}
