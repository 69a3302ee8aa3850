package dev.jenvoy.sender.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class KeySetTest {

    @Test
    void it_says_what_a_hash_set_says() {
        Random random = new Random(7);
        KeySet set = new KeySet();
        for (int round = 0; round < 300; round++) {
            Set<String> model = new HashSet<>();
            int keys = 1 + random.nextInt(1 + round);
            for (int i = 0; i < 2 * keys; i++) {
                // Of few letters with few hashes, so that many crowd: "Aa" and "BB" have one.
                String key =
                        random.nextInt(3) == 0 ? twin(random.nextInt(1024)) : Integer.toString(random.nextInt(keys));
                assertThat(set.add(key)).isEqualTo(model.add(key));
                assertThat(set.size()).isEqualTo(model.size());
            }
            set.clear();
            assertThat(set.size()).isZero();
        }
    }

    @Test
    void a_key_that_crowded_is_known_when_the_table_has_grown() {
        // Those of one bucket of the smallest table, more than it looks for, with hashes that a larger one tells apart.
        List<String> crowd = IntStream.range(0, 1_000_000)
                .mapToObj(Integer::toString)
                .filter(key -> ((key.hashCode() ^ key.hashCode() >>> 15) & 31) == 7)
                .limit(3000)
                .toList();
        for (int count = 1; count < 200; count++) {
            KeySet set = new KeySet();
            for (String key : crowd.subList(0, count)) {
                assertThat(set.add(key)).isTrue();
            }
            for (String key : crowd.subList(0, count)) {
                assertThat(set.add(key)).as("%s of %d", key, count).isFalse();
            }
        }
    }

    @Test
    void keys_of_one_hash_cost_no_more_than_others() {
        List<String> twins = new ArrayList<>();
        IntStream.range(0, 1 << 16).forEach(number -> twins.add(twin(16, number)));
        assertThat(twins.stream().mapToInt(String::hashCode).distinct().count()).isEqualTo(1);
        KeySet set = new KeySet();
        // Each against each would be two thousand million comparisons.
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            assertThat(twins).allMatch(set::add);
            assertThat(twins).noneMatch(set::add);
        });
    }

    private static String twin(int number) {
        return twin(10, number);
    }

    private static String twin(int pairs, int number) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < pairs; bit++) {
            key.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }
}
