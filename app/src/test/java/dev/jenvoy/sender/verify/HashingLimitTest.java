package dev.jenvoy.sender.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashingLimitTest {

    private static final long MUCH = HashingLimit.MAX_FREE_ITERATIONS + 1;

    private long nanos = 17;
    private final HashingLimit limit = new HashingLimit(1, () -> nanos);

    /** Workers that run a task when the test says so: until then it keeps its place. */
    private final Deque<Runnable> workers = new ArrayDeque<>();

    private final List<String> done = new ArrayList<>();

    private void enter(String address, String name, long cost) throws Exception {
        limit.enter(InetAddress.getByName(address), cost, workers::add, turn -> done.add(name + " " + turn));
    }

    private void work() {
        while (!workers.isEmpty()) {
            workers.remove().run();
        }
    }

    @Test
    void what_costs_little_waits_for_nothing() throws Exception {
        enter("192.0.2.1", "much", MUCH);
        enter("192.0.2.1", "little", HashingLimit.MAX_FREE_ITERATIONS);
        assertThat(workers).hasSize(2);
        work();
        assertThat(done).containsExactly("much TAKEN", "little TAKEN");
    }

    @Test
    void one_runs_at_a_time_and_the_others_in_their_order() throws Exception {
        for (int at = 0; at < 4; at++) {
            enter("192.0.2.1", "a" + at, MUCH);
            assertThat(workers).hasSize(1);
        }
        work();
        assertThat(done).containsExactly("a0 TAKEN", "a1 TAKEN", "a2 TAKEN", "a3 TAKEN");
    }

    @Test
    void addresses_take_turns_and_an_ipv6_network_is_one() throws Exception {
        enter("2001:db8::1", "a0", MUCH);
        enter("2001:db8::2", "a1", MUCH);
        enter("2001:db8::3", "a2", MUCH);
        enter("2001:db8::4", "a3", MUCH);
        enter("192.0.2.1", "b0", MUCH);
        enter("192.0.2.2", "c0", MUCH);
        enter("192.0.2.1", "b1", MUCH);
        work();
        assertThat(done)
                .containsExactly("a0 TAKEN", "a1 TAKEN", "b0 TAKEN", "c0 TAKEN", "a2 TAKEN", "b1 TAKEN", "a3 TAKEN");
    }

    @Test
    void who_waited_too_long_is_told_so() throws Exception {
        enter("192.0.2.1", "a0", MUCH);
        enter("192.0.2.1", "a1", MUCH);
        enter("192.0.2.2", "b0", MUCH);
        nanos += Duration.ofSeconds(2).toNanos();
        enter("192.0.2.2", "b1", MUCH);
        nanos++;
        work();
        assertThat(done).containsExactly("a0 TAKEN", "a1 BUSY", "b0 BUSY", "b1 TAKEN");
    }

    @Test
    void one_address_cannot_fill_every_place_to_wait() throws Exception {
        for (int at = 0; at <= HashingLimit.MOST_WAITING; at++) {
            enter("192.0.2.1", "a" + at, MUCH);
        }
        enter("192.0.2.1", "one too many", MUCH);
        enter("192.0.2.9", "other", MUCH);
        work();
        assertThat(done)
                .hasSize(HashingLimit.MOST_WAITING + 3)
                .contains("one too many BUSY", "a" + HashingLimit.MOST_WAITING + " BUSY")
                .containsSubsequence("a0 TAKEN", "a1 TAKEN", "other TAKEN", "a2 TAKEN");
    }
}
