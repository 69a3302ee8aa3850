package dev.jenvoy.forge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a report says of a hook. */
class HookStateTest {

    @ParameterizedTest
    @CsvSource({"40, 0.0 s", "1250, 1.3 s", "59999, 59 s", "185000, 3 min 5 s", "7265000, 2 h 1 min"})
    void a_duration_is_written_for_people(long millis, String words) {
        assertThat(HookState.words(Duration.ofMillis(millis))).isEqualTo(words);
    }
}
