package dev.jenvoy.chat.word;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StarTwinsTest {

    private static final Message STAR = about("star", "created", "alice");
    private static final Message WATCH = about("watch", "started", "alice");

    private final AtomicLong nanos = new AtomicLong(-5);
    private final StarTwins twins = new StarTwins(nanos::get);

    private static Message about(String event, String action, String actor) {
        return Message.about(Family.GITHUB, event)
                .action(action)
                .repo("acme/site")
                .actor(actor)
                .build();
    }

    @Test
    void the_second_of_star_and_watch_is_a_twin_in_either_order() {
        assertThat(twins.isTwin("dev", STAR)).isFalse();
        assertThat(twins.isTwin("dev", WATCH)).isTrue();
        assertThat(twins.isTwin("dev", WATCH)).as("planned again").isTrue();
        assertThat(twins.isTwin("ops", WATCH)).as("another room").isFalse();
        assertThat(twins.isTwin("ops", STAR)).isTrue();
    }

    @Test
    void the_same_event_again_another_person_and_another_minute_are_no_twins() {
        assertThat(twins.isTwin("dev", STAR)).isFalse();
        assertThat(twins.isTwin("dev", STAR)).isFalse();
        assertThat(twins.isTwin("dev", about("watch", "started", "bob"))).isFalse();
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        assertThat(twins.isTwin("dev", WATCH)).isFalse();
    }

    @Test
    void nothing_else_is_a_twin() {
        assertThat(twins.isTwin("dev", WATCH)).isFalse();
        assertThat(twins.isTwin("dev", about("star", "deleted", "alice"))).isFalse();
        assertThat(twins.isTwin("dev", about("push", "", "alice"))).isFalse();
    }
}
