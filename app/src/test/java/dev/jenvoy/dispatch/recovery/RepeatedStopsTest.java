package dev.jenvoy.dispatch.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.dispatch.DispatchFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When stops that cut a hook short again and again are taken for the hook's own doing. */
final class RepeatedStopsTest {

    private static List<Instant> stops(int count, Duration apart) {
        return IntStream.range(0, count)
                .mapToObj(number -> DispatchFixture.NOON.plus(apart.multipliedBy(number)))
                .toList();
    }

    @Test
    void three_within_minutes_are_a_loop_two_are_none() {
        assertThat(RepeatedStops.isLoop(List.of())).isFalse();
        assertThat(RepeatedStops.isLoop(stops(2, Duration.ofSeconds(20)))).isFalse();
        assertThat(RepeatedStops.isLoop(stops(3, Duration.ofSeconds(20)))).isTrue();
        assertThat(RepeatedStops.isLoop(stops(3, Duration.ofMinutes(59)))).isTrue();
    }

    @Test
    void before_it_is_called_a_loop_it_is_suspected() {
        assertThat(RepeatedStops.isSuspect(stops(1, Duration.ofSeconds(20)))).isFalse();
        assertThat(RepeatedStops.isSuspect(stops(2, Duration.ofSeconds(20)))).isTrue();
        assertThat(RepeatedStops.isSuspect(stops(2, Duration.ofDays(2)))).isFalse();
    }

    @Test
    void three_deployments_in_a_week_are_none() {
        assertThat(RepeatedStops.isLoop(stops(3, Duration.ofDays(2)))).isFalse();
        assertThat(RepeatedStops.isLoop(stops(9, Duration.ofHours(2)))).isFalse();
    }

    @Test
    void only_those_in_a_row_count() {
        Instant yesterday = DispatchFixture.NOON.minus(Duration.ofDays(1));
        assertThat(RepeatedStops.isLoop(List.of(
                        yesterday.minusSeconds(20),
                        yesterday,
                        DispatchFixture.NOON,
                        DispatchFixture.NOON.plusSeconds(20))))
                .isFalse();
    }

    @Test
    void ten_are_too_many_at_any_distance() {
        assertThat(RepeatedStops.isLoop(stops(10, Duration.ofDays(1)))).isTrue();
    }
}
