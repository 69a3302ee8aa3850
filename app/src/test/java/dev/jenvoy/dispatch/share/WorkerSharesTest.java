package dev.jenvoy.dispatch.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.ActionKind.Share;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who has a place, and who may try again when one is given back. */
class WorkerSharesTest {

    private final Map<String, Integer> places = new HashMap<>(Map.of("a", 2, "b", 1, "down", 1));

    /** Runs are named after their shares: {@code a1} needs a place in {@code a}, {@code a-down1} in both. */
    private final WorkerShares<String> shares = new WorkerShares<>(run -> run.startsWith("free")
            ? List.of()
            : List.of(run.replaceAll("[0-9]", "").split("-")).stream()
                    .map(name -> new Share(name, places.get(name)))
                    .toList());

    @Test
    void what_finds_no_place_waits_and_others_go_on() {
        assertThat(shares.take("a1")).isTrue();
        assertThat(shares.take("a2")).isTrue();
        assertThat(shares.take("a3")).isFalse();
        assertThat(shares.take("b1")).isTrue();
        assertThat(shares.take("free1")).isTrue();

        assertThat(shares.awaited("a3")).contains(new Share("a", 2));
        assertThat(shares.awaited("a1")).isEmpty();
        assertThat(shares.giveBack("b1")).isEmpty();
        assertThat(shares.giveBack("a1")).containsExactly("a3");
        assertThat(shares.take("a3")).isTrue();
    }

    @Test
    void the_longest_waiting_is_first_and_one_that_gives_up_leaves_the_place_to_the_next() {
        shares.take("b1");
        shares.take("b2");
        shares.take("b3");

        assertThat(shares.giveBack("b1")).containsExactly("b2");
        // It was cancelled: it has no place to give back.
        assertThat(shares.giveBack("b2")).containsExactly("b3");
    }

    @Test
    void a_run_needs_a_place_in_each_of_its_shares() {
        assertThat(shares.take("a-down1")).isTrue();
        assertThat(shares.take("b-down2")).isFalse();
        assertThat(shares.awaited("b-down2")).contains(new Share("down", 1));
        assertThat(shares.take("a2")).isTrue();
        assertThat(shares.take("b1")).isTrue();

        assertThat(shares.giveBack("a-down1")).isEmpty();
        assertThat(shares.giveBack("b1")).containsExactly("b-down2");
    }

    @Test
    void a_share_that_shrinks_lets_nothing_new_begin_until_enough_have_ended() {
        shares.take("a1");
        shares.take("a2");
        places.put("a", 1);

        assertThat(shares.take("a3")).isFalse();
        assertThat(shares.giveBack("a1")).isEmpty();
        assertThat(shares.giveBack("a2")).containsExactly("a3");
    }
}
