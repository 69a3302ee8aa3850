package dev.jenvoy.journal.sql.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PackingAllowanceTest {

    private static final long MILLISECOND = 1_000_000;

    private final PackingAllowance allowance = new PackingAllowance();

    private final long start = System.nanoTime();

    private long taken(long from, int many, long pause) {
        return IntStream.range(0, many)
                .filter(number -> allowance.take(start + from + number * pause))
                .count();
    }

    @Test
    void whoever_comes_seldom_is_always_packed() {
        assertThat(taken(0, 1_000, 5 * MILLISECOND)).isEqualTo(1_000);
    }

    @Test
    void of_many_at_once_some_are_packed_and_a_moment_later_some_more() {
        assertThat(taken(0, 1_000, 0)).isEqualTo(25);
        assertThat(taken(100 * MILLISECOND, 1_000, 0)).isEqualTo(25);
    }

    @Test
    void of_a_thousand_a_second_a_fourth_is_packed() {
        assertThat(taken(0, 2_000, MILLISECOND)).isEqualTo(500);
    }
}
