package dev.jenvoy.cluster.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundTripsTest {
    private static final long SECOND = 1_000_000_000L;

    private final RoundTrips trips = new RoundTrips();

    @Test
    void one_is_due_at_first_and_each_five_seconds() {
        assertThat(trips.due(0)).contains(1L);
        trips.came(1);
        assertThat(trips.due(4 * SECOND)).isEmpty();
        assertThat(trips.due(5 * SECOND)).contains(2L);
    }

    @Test
    void three_that_do_not_come_back_are_trouble_until_one_does() {
        for (int i = 0; i < 3; i++) {
            assertThat(trips.trouble()).isEmpty();
            assertThat(trips.due(i * 10 * SECOND)).isPresent();
            assertThat(trips.isLate(i * 10 * SECOND + SECOND)).isFalse();
            assertThat(trips.isLate(i * 10 * SECOND + 2 * SECOND)).isTrue();
            trips.failed();
        }
        assertThat(trips.trouble()).isPresent();

        long number = trips.due(60 * SECOND).orElseThrow();
        trips.came(number - 1);
        assertThat(trips.trouble()).isPresent();
        trips.came(number);

        assertThat(trips.trouble()).isEmpty();
    }
}
