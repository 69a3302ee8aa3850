package dev.jenvoy.chat.word;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwinEventsTest {

    private static final Message STAR = about("star", "created", "alice");
    private static final Message WATCH = about("watch", "started", "alice");

    private final AtomicLong nanos = new AtomicLong(-5);
    private final TwinEvents twins = new TwinEvents(nanos::get);

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

    private static Message ref(Family family, String event, String branch, String tag) {
        return Message.about(family, event)
                .repo("acme/site")
                .branch(branch)
                .tag(tag)
                .created(!event.equals("delete"))
                .build();
    }

    @ParameterizedTest
    @EnumSource(names = {"GITHUB", "GITEA"})
    void a_new_branch_is_said_once_whichever_of_its_events_comes_first(Family family) {
        assertThat(twins.isTwin("dev", ref(family, "push", "x", ""))).isFalse();
        assertThat(twins.isTwin("dev", ref(family, "create", "x", ""))).isTrue();
        assertThat(twins.isTwin("dev", ref(family, "create", "y", ""))).isFalse();
        assertThat(twins.isTwin("dev", ref(family, "push", "y", ""))).isTrue();
        assertThat(twins.isTwin("dev", ref(family, "push", "", "x")))
                .as("a tag")
                .isFalse();
        assertThat(twins.isTwin("dev", ref(family, "push", "z", ""))).isFalse();
        assertThat(twins.isTwin("dev", ref(family, "push", "z", "")))
                .as("made again, or sent again")
                .isFalse();
        nanos.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThat(twins.isTwin("dev", ref(family, "create", "x", ""))).isFalse();
    }

    @Test
    void a_deleted_branch_is_no_twin_of_a_new_one() {
        Message gone = Message.about(Family.GITHUB, "push")
                .repo("acme/site")
                .branch("x")
                .deleted(true)
                .build();

        assertThat(twins.isTwin("dev", ref(Family.GITHUB, "push", "x", ""))).isFalse();
        assertThat(twins.isTwin("dev", gone)).isFalse();
        assertThat(twins.isTwin("dev", ref(Family.GITHUB, "delete", "x", ""))).isTrue();
        assertThat(twins.isTwin("dev", ref(Family.GITHUB, "create", "x", ""))).isTrue();
    }

    @Test
    void nothing_else_is_a_twin() {
        assertThat(twins.isTwin("dev", WATCH)).isFalse();
        assertThat(twins.isTwin("dev", about("star", "deleted", "alice"))).isFalse();
        assertThat(twins.isTwin("dev", about("push", "", "alice"))).isFalse();
    }
}
