package dev.jenvoy.journal.sql;

import static dev.jenvoy.journal.sqlite.JournalContract.done;
import static dev.jenvoy.journal.sqlite.JournalSamples.NOON;
import static dev.jenvoy.journal.sqlite.JournalSamples.hook;
import static dev.jenvoy.journal.sqlite.JournalSamples.push;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.output.KeptLog;
import dev.jenvoy.delivery.output.LogPiece;
import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.delivery.output.RunningLog;
import dev.jenvoy.journal.Attempt;
import dev.jenvoy.journal.DeliveryState;
import dev.jenvoy.journal.Entry;
import dev.jenvoy.journal.Start;
import dev.jenvoy.store.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the journal keeps of logs. */
final class StoredLogsTest extends JournalInEngines {

    private Entry accept(String id) {
        return enter(push(id), List.of(hook("a")));
    }

    private RunningLog log() {
        return new RunningLog(1 << 20, folder.resolve("runs"), System::nanoTime);
    }

    private Outcome outcome(KeptLog log, String stdout, boolean truncated) {
        return new Outcome(Ending.EXITED, 1, stdout, "", truncated, null).with(log);
    }

    private void start(Entry entry, int attempt) {
        done(journal.started(new Attempt(entry.hold(), 0, attempt), new Start("t", NOON)));
    }

    private static String text(ReadableLog log) throws IOException {
        StringBuilder all = new StringBuilder();
        long next = 0;
        for (List<LogPiece> pieces = log.read(0); !pieces.isEmpty(); pieces = log.read(next)) {
            for (LogPiece piece : pieces) {
                next = piece.next();
                all.append(
                        piece instanceof LogPiece.Printed printed
                                ? new String(printed.bytes(), StandardCharsets.ISO_8859_1)
                                : "<" + ((LogPiece.Omitted) piece).bytes() + ">");
            }
        }
        return all.toString();
    }

    private String stored(Entry entry, int attempt) throws IOException {
        return text(file.history().log(entry.id(), 0, attempt).orElseThrow());
    }

    private long parts() throws Exception {
        return file.store().read(session -> session.number("SELECT count(*) FROM log_part"));
    }

    @Test
    void each_attempt_has_its_log_and_the_file_of_a_recorded_one_is_closed() throws Exception {
        Entry entry = accept("d");
        start(entry, 1);
        assertThat(file.history().log(entry.id(), 0, 1)).as("it runs").isEmpty();
        byte[] random = new byte[300_000];
        new Random(3).nextBytes(random);
        RunningLog first = log();
        first.write(OutputSink.Stream.STDOUT, random);
        KeptLog kept = first.end("cut", "");
        done(journal.endedForNow(
                new Attempt(entry.hold(), 0, 1), outcome(kept, "cut", true), NOON, Duration.ofMillis(5), NOON));
        assertThat(kept.parts()).as("closed").isEmpty();
        start(entry, 2);
        RunningLog second = log();
        second.write(OutputSink.Stream.STDERR, "careful\n".getBytes(StandardCharsets.UTF_8));
        second.write(OutputSink.Stream.STDOUT, "short\n".getBytes(StandardCharsets.UTF_8));
        done(journal.endedLast(
                new Attempt(entry.hold(), 0, 2),
                new Outcome(Ending.EXITED, 0, "short\n", "careful\n", false, null)
                        .with(second.end("short\n", "careful\n")),
                NOON,
                Duration.ofMillis(5),
                DeliveryState.SUCCEEDED));
        long parts = parts();
        reopen();

        assertThat(stored(entry, 1)).isEqualTo(new String(random, StandardCharsets.ISO_8859_1));
        assertThat(stored(entry, 2)).isEqualTo("careful\nshort\n");
        assertThat(parts).as("none for the short one").isBetween(9L, 12L);
        assertThat(file.history()
                        .delivery(entry.id())
                        .orElseThrow()
                        .actions()
                        .get(0)
                        .runs())
                .extracting(run -> run.outcome().orElseThrow().log().printed())
                .containsExactly(300_000L, 14L);
        assertThat(file.history().log(entry.id(), 0, 3)).isEmpty();
        assertThat(file.history().log(entry.id(), 1, 1)).isEmpty();
    }

    @Test
    void a_very_long_one_is_deleted_in_several_steps() throws Exception {
        Entry entry = accept("d");
        start(entry, 1);
        RunningLog log = new RunningLog(8 << 20, folder.resolve("runs"), System::nanoTime);
        log.write(OutputSink.Stream.STDOUT, new byte[5 << 20]);
        done(journal.endedLast(
                new Attempt(entry.hold(), 0, 1),
                outcome(log.end("cut", ""), "cut", true),
                NOON,
                Duration.ofMillis(5),
                DeliveryState.FAILED));
        long parts = parts();
        assertThat(parts).isGreaterThan(2 * StoredLogs.MOST_DELETED);

        boolean hasMore = done(file.store()
                .offer(Durability.MACHINE, session -> StoredLogs.deleteSome(session, List.of(entry.id()))));
        assertThat(hasMore).isTrue();
        assertThat(parts()).isEqualTo(parts - StoredLogs.MOST_DELETED);
        assertThat(file.history().deleteOlderThan(NOON.plusSeconds(60), 10)).isEqualTo(1);

        assertThat(parts()).isZero();
    }

    @Test
    void they_are_deleted_with_their_delivery() throws Exception {
        Entry entry = accept("d");
        start(entry, 1);
        RunningLog log = log();
        log.write(OutputSink.Stream.STDOUT, new byte[500_000]);
        done(journal.endedLast(
                new Attempt(entry.hold(), 0, 1),
                outcome(log.end("cut", ""), "cut", true),
                NOON,
                Duration.ofMillis(5),
                DeliveryState.FAILED));
        assertThat(parts()).isPositive();
        ReadableLog reading = file.history().log(entry.id(), 0, 1).orElseThrow();

        assertThat(file.history().deleteOlderThan(NOON.plusSeconds(60), 10)).isEqualTo(1);

        assertThat(parts()).isZero();
        assertThat(text(reading)).as("one that is being read").isEqualTo("<500000>");
    }
}
