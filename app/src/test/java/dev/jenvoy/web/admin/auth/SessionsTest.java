package dev.jenvoy.web.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final Sessions sessions = new Sessions(now::get, new Random(7));

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    @Test
    void a_session_ends_after_twelve_hours_without_use() {
        String used = sessions.begin("token");
        String idle = sessions.begin("token");
        pass(Duration.ofHours(11));
        assertThat(sessions.use(used)).contains("token");
        pass(Duration.ofHours(2));

        assertThat(sessions.use(used)).contains("token");
        assertThat(sessions.use(idle)).isEmpty();
    }

    @Test
    void a_session_ends_a_week_after_its_beginning_however_much_it_is_used() {
        String id = sessions.begin("token");
        for (int hours = 11; hours <= 7 * 24; hours += 11) {
            pass(Duration.ofHours(11));
            assertThat(sessions.use(id)).contains("token");
        }
        pass(Duration.ofHours(11));

        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void to_ask_whether_a_session_lives_is_no_use_of_it() {
        String id = sessions.begin("token");
        pass(Duration.ofHours(11));
        assertThat(sessions.look(id)).contains("token");
        pass(Duration.ofHours(2));

        assertThat(sessions.look(id)).isEmpty();
    }

    @Test
    void a_session_knows_the_token_that_began_it_and_an_unknown_id_is_no_session() {
        String id = sessions.begin("token");
        String other = sessions.begin("other");

        assertThat(sessions.use(id)).contains("token");
        assertThat(sessions.use(other)).contains("other");
        assertThat(sessions.use("0".repeat(64))).isEmpty();
        sessions.end(id);
        assertThat(sessions.use(id)).isEmpty();
    }

    @Test
    void there_are_a_thousand_at_most_and_the_one_unused_longest_goes() {
        String first = sessions.begin("token");
        pass(Duration.ofSeconds(1));
        String second = sessions.begin("token");
        for (int i = 0; i < 999; i++) {
            pass(Duration.ofSeconds(1));
            sessions.begin("token");
        }

        assertThat(sessions.use(first)).isEmpty();
        assertThat(sessions.use(second)).contains("token");
    }
}
