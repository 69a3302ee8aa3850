package dev.jenvoy.cli.deliveries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Tests the times that people write. */
class SinceTest {

    private final Since since =
            new Since(InstantSource.fixed(Instant.parse("2026-03-03T12:00:00Z")), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "90s, 2026-03-03T11:58:30Z",
        "30m, 2026-03-03T11:30:00Z",
        "24h, 2026-03-02T12:00:00Z",
        "2d, 2026-03-01T12:00:00Z",
        "1w, 2026-02-24T12:00:00Z",
        "2026-03-01, 2026-02-28T23:00:00Z",
        "2026-03-01T08:30, 2026-03-01T07:30:00Z",
        "2026-03-01 08:30, 2026-03-01T07:30:00Z",
        "2026-03-01T08:30:15Z, 2026-03-01T08:30:15Z",
        "2026-03-01T08:30:15+05:00, 2026-03-01T03:30:15Z"
    })
    void are_understood(String text, Instant moment) {
        assertThat(since.convert(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2", "d", "-1d", "1.5h", "2026-13-01", "2026-03-01T25:00", "9999999d"})
    void are_rejected_with_what_was_expected(String text) {
        assertThatThrownBy(() -> since.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("24h");
    }
}
