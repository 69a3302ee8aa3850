package dev.jenvoy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests how much requests may use, depending on the resources of the process. */
final class CapacityTest {

    private static final long MEGABYTE = 1 << 20;

    @ParameterizedTest(name = "{0} MB, {1} descriptors")
    @CsvSource({
        "256, 1048576, 2048, 256, 64",
        "256, 8192, 2048, 256, 64",
        "256, 1024, 512, 128, 64",
        "256, 400, 200, 50, 64",
        "64, 1024, 512, 128, 16",
        "4096, 1048576, 8192, 256, 1024",
        "16, 64, 32, 16, 4",
    })
    void shares_follow_the_heap_and_the_descriptors(
            long heap, long descriptors, int connections, int adminConnections, long bodies) {
        Capacity capacity = Capacity.of(heap * MEGABYTE, descriptors);
        assertThat(capacity.connections()).isEqualTo(connections);
        assertThat(capacity.adminConnections()).isEqualTo(adminConnections);
        assertThat(capacity.bodiesInMemory()).isEqualTo(bodies * MEGABYTE);
    }

    @Test
    void hooks_and_the_journal_keep_a_quarter_of_the_descriptors() {
        for (long descriptors : List.of(256L, 400L, 1024L, 4096L)) {
            Capacity capacity = Capacity.of(256 * MEGABYTE, descriptors);
            assertThat(capacity.connections() + capacity.adminConnections() + capacity.bodyFiles())
                    .isLessThanOrEqualTo((int) (descriptors * 3 / 4));
        }
    }

    @Test
    void the_limit_of_descriptors_is_the_soft_one() {
        assertThat(Capacity.descriptors(List.of(
                        "Limit                     Soft Limit           Hard Limit           Units     ",
                        "Max processes             10                   20                   processes ",
                        "Max open files            400                  1048576              files     ")))
                .isEqualTo(400);
        assertThat(Capacity.descriptors(
                        List.of("Max open files            unlimited            unlimited            files     ")))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(Capacity.descriptors(List.of())).isEqualTo(1024);
    }
}
