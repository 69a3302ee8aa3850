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
        assertThat(sessions.holds(used, "token")).isTrue();
        pass(Duration.ofHours(2));

        assertThat(sessions.holds(used, "token")).isTrue();
        assertThat(sessions.holds(idle, "token")).isFalse();
    }

    @Test
    void a_session_ends_a_week_after_its_beginning_however_much_it_is_used() {
        String id = sessions.begin("token");
        for (int hours = 11; hours <= 7 * 24; hours += 11) {
            pass(Duration.ofHours(11));
            assertThat(sessions.holds(id, "token")).isTrue();
        }
        pass(Duration.ofHours(11));

        assertThat(sessions.holds(id, "token")).isFalse();
    }

    @Test
    void to_ask_whether_a_session_lives_is_no_use_of_it() {
        String id = sessions.begin("token");
        pass(Duration.ofHours(11));
        assertThat(sessions.lives(id, "token")).isTrue();
        assertThat(sessions.lives(id, "other")).isFalse();
        pass(Duration.ofHours(2));

        assertThat(sessions.lives(id, "token")).isFalse();
    }

    @Test
    void a_session_belongs_to_the_token_that_began_it() {
        String id = sessions.begin("token");

        assertThat(sessions.holds(id, "other")).isFalse();
        assertThat(sessions.holds(id, "token")).isFalse();
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

        assertThat(sessions.holds(first, "token")).isFalse();
        assertThat(sessions.holds(second, "token")).isTrue();
    }
}
