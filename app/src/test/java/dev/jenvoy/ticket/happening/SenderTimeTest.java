package dev.jenvoy.ticket.happening;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times as senders write them. */
class SenderTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-10T09:00:00Z, 2026-03-10T09:00:00Z",
        "2026-03-10T10:00:00+01:00, 2026-03-10T09:00:00Z",
        "2026-03-10T19:00:00+1000, 2026-03-10T09:00:00Z",
        "2026-03-10 09:00:00 UTC, 2026-03-10T09:00:00Z",
        "2026-03-10 10:00:00 +0100, 2026-03-10T09:00:00Z",
        "2026-03-10T09:00:00.238205+00:00, 2026-03-10T09:00:00.238205Z",
    })
    void each_form_is_read(String text, Instant time) {
        assertThat(SenderTime.of(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-03-10",
                "2026-13-10T09:00:00Z",
                "2026-03-10T25:00:00Z",
                "2026-03-10T09:00:00+9900"
            })
    void what_is_no_time_is_nothing(String text) {
        assertThat(SenderTime.of(text)).isEmpty();
    }

    @Test
    void of_several_the_latest_counts() {
        assertThat(SenderTime.latest("", "2026-03-10T09:00:00Z", "2026-03-10T09:00:01Z", "x"))
                .contains(Instant.parse("2026-03-10T09:00:01Z"));
        assertThat(SenderTime.latest("", "x")).isEmpty();
    }
}
