package dev.jenvoy.journal.postgres.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PartitionPlanTest {

    private static final long NARROWEST = 250_000;

    private static Optional<PartitionRange> next(List<PartitionRange> ranges, long last, double perDay) {
        return new PartitionPlan(ranges, last, perDay).next();
    }

    @Test
    void twoRangesWithoutANumberAreThere() {
        List<PartitionRange> ranges = new ArrayList<>();
        Optional<PartitionRange> next = next(ranges, 0, 0);
        while (next.isPresent()) {
            ranges.add(next.get());
            next = next(ranges, 0, 0);
        }
        assertThat(ranges)
                .containsExactly(
                        new PartitionRange(1, 1 + NARROWEST), new PartitionRange(1 + NARROWEST, 1 + 2 * NARROWEST));
        assertThat(next(ranges, 1, 0)).contains(new PartitionRange(1 + 2 * NARROWEST, 1 + 3 * NARROWEST));
    }

    @Test
    void aRangeHasTheNumbersOfADayAndGrowsByBounds() {
        List<PartitionRange> ranges = List.of(new PartitionRange(1, 1_000_001));
        assertThat(next(ranges, 5, 2_600_000).orElseThrow().width()).isEqualTo(2_750_000);
        assertThat(next(ranges, 5, 90_000_000).orElseThrow().width()).isEqualTo(4_000_000);
        assertThat(next(ranges, 5, 10).orElseThrow().width()).isEqualTo(NARROWEST);
    }

    @Test
    void whatWasOverrunIsLeftBehind() {
        List<PartitionRange> ranges = List.of(new PartitionRange(1, 250_001));
        PartitionPlan plan = new PartitionPlan(ranges, 600_000, 0);
        assertThat(plan.next().orElseThrow().low()).isEqualTo(700_000);
        assertThat(plan.beyond(650_000).low()).isEqualTo(750_000);
        assertThat(new PartitionPlan(ranges, 100, 0).beyond(0).low()).isGreaterThanOrEqualTo(250_001);
    }
}
