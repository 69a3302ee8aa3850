package dev.jenvoy.web.admin.deliveries;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.delivery.output.KeptLog;
import dev.jenvoy.delivery.output.LogPiece;
import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.delivery.output.ReadableLog;
import dev.jenvoy.delivery.output.RunningLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContinuedLogTest {

    @TempDir
    Path folder;

    @Test
    void what_is_read_goes_on_at_the_same_place_when_the_attempt_ends() throws Exception {
        RunningLog running = new RunningLog(1 << 20, folder, System::nanoTime);
        running.write(OutputSink.Stream.STDOUT, new byte[300_000]);
        ReadableLog recorded = from ->
                List.of(new LogPiece.Printed(from, LogPiece.NO_TIME, OutputSink.Stream.STDOUT, "rest".getBytes(UTF_8)));
        ContinuedLog log = new ContinuedLog(running, () -> Optional.of(recorded));
        List<LogPiece> first = log.read(0);
        long place = first.get(first.size() - 1).next();
        assertThat(place).isPositive();

        try (KeptLog kept = running.end("cut", "")) {
            assertThat(kept.parts()).isNotEmpty();
        }

        assertThat(log.read(place)).singleElement().satisfies(piece -> {
            assertThat(piece.from()).isEqualTo(place);
            assertThat(piece.next()).isEqualTo(place + 4);
        });
    }

    @Test
    void a_log_that_is_nowhere_breaks_off() {
        ReadableLog lost = from -> {
            throw new IOException("the log is closed");
        };
        ContinuedLog log = new ContinuedLog(lost, Optional::empty);

        assertThatThrownBy(() -> log.read(7)).hasMessage("the log is closed");
    }
}
