package dev.jenvoy.sender.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.verify.HashingLimit;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Triggers whose signatures cost much to check take turns. */
class TriggerTurnTest {

    private static final int ITERATIONS = (int) HashingLimit.MAX_FREE_ITERATIONS + 1;

    private long nanos = 17;
    private final HashingLimit limit = new HashingLimit(1, () -> nanos);
    private final Deque<Runnable> workers = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void a_trigger_whose_turn_does_not_come_is_asked_to_come_again() throws Exception {
        TriggerReception late = new TriggerReception(
                List.of(new TriggerKey(
                        new Repository("site"),
                        new RefName("main"),
                        Secrets.of(List.of("a token")),
                        Optional.empty(),
                        ITERATIONS)),
                17,
                TriggerSignature.of(17, "site", "main", "a token", ITERATIONS),
                null,
                (proof, until) -> ReplayGuard.Use.NEW,
                limit,
                Instant.EPOCH);
        limit.enter(InetAddress.getByName("192.0.2.1"), ITERATIONS, workers::add, turn -> done.add("first " + turn));
        late.await(workers::add, () -> done.add("late"));
        nanos += HashingLimit.PATIENCE.toNanos() + 1;
        while (!workers.isEmpty()) {
            workers.remove().run();
        }
        assertThat(done).containsExactly("first TAKEN", "late");

        assertThat(late.read(Payload.of(new byte[0])))
                .isInstanceOfSatisfying(
                        BodyVerifier.Reading.Refused.class,
                        refused -> assertThat(refused.refusal().status()).isEqualTo(503));
    }
}
