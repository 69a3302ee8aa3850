package dev.jenvoy.web.admin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cluster.SignOuts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sessions that several servers accept without asking each other. */
class SignedSessionsTest {

    private static final String DIGEST = "ab".repeat(32);

    /** What both servers share. */
    private final Map<String, Instant> ended = new HashMap<>();

    private final SignOuts signOuts = new SignOuts() {
        @Override
        public boolean contains(String session) {
            return ended.containsKey(session);
        }

        @Override
        public void add(String session, Instant until) {
            ended.put(session, until);
        }
    };

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final SignedSessions one = server("a key that both have");
    private final SignedSessions other = server("a key that both have");

    private SignedSessions server(String key) {
        return new SignedSessions(key, signOuts, () -> now, new Random(7));
    }

    @Test
    void a_session_of_one_server_counts_at_the_other_for_twelve_hours() {
        String id = one.begin(DIGEST);

        assertThat(other.use(id)).contains(DIGEST);
        now = now.plus(Duration.ofHours(12)).minusSeconds(1);
        assertThat(other.use(id)).contains(DIGEST);
        now = now.plusSeconds(1);
        assertThat(other.use(id)).isEmpty();
    }

    @Test
    void what_another_key_signed_or_somebody_changed_does_not_count() {
        String id = one.begin(DIGEST);

        assertThat(server("another key").look(id)).isEmpty();
        assertThat(one.look(id.replace("ab", "ba"))).isEmpty();
        assertThat(one.look("9" + id)).isEmpty();
        assertThat(one.look("")).isEmpty();
        assertThat(one.look(id.substring(0, id.length() - 1))).isEmpty();
    }

    @Test
    void two_sessions_differ_and_one_that_was_ended_does_not_count_anywhere() {
        String id = one.begin(DIGEST);
        String next = one.begin(DIGEST);

        one.end(id);

        assertThat(next).isNotEqualTo(id);
        assertThat(one.look(id)).isEmpty();
        assertThat(other.look(id)).isEmpty();
        assertThat(other.look(next)).contains(DIGEST);
        assertThat(ended).containsValue(now.plus(Duration.ofHours(12)));
    }

    @Test
    void only_a_session_can_be_ended() {
        String id = one.begin(DIGEST);

        one.end(id.replace("ab", "ba"));
        one.end("");
        server("another key").end(id);

        assertThat(ended).isEmpty();
        assertThat(one.look(id)).contains(DIGEST);
    }

    @Test
    void a_session_from_the_future_does_not_count() {
        now = now.plus(Duration.ofHours(1));
        String id = one.begin(DIGEST);
        now = now.minus(Duration.ofHours(1));

        assertThat(other.look(id)).isEmpty();
    }
}
