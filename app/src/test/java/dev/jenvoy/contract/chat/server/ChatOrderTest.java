package dev.jenvoy.contract.chat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.ChatStandIn.Answer;
import dev.jenvoy.contract.chat.standin.ChatStandIn.Request;
import dev.jenvoy.contract.chat.standin.MatrixStandIn;
import dev.jenvoy.contract.chat.standin.MattermostStandIn;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages keep their order within a room, arrive once, and delay nothing else, whatever the service does. */
class ChatOrderTest {

    @TempDir
    Path folder;

    private final MatrixStandIn matrix = new MatrixStandIn();
    private ChatSite site;

    @BeforeEach
    void configure() {
        site = ChatSite.in(folder).matrix("dev", matrix).route("dev", "issues");
    }

    @AfterEach
    void close() {
        site.close();
        matrix.close();
    }

    private void open(int from, int to) throws Exception {
        for (int number = from; number <= to; number++) {
            assertThat(site.issue(number, "title " + number).status()).isEqualTo(200);
        }
    }

    /** Returns the numbers of the issues that were said in the room, in order. */
    private List<Integer> said() {
        return matrix.written(MatrixStandIn.ROOM).stream()
                .map(event -> event.text("body"))
                .map(body -> Integer.valueOf(body.replaceAll("(?s).*title (\\d+).*", "$1")))
                .toList();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private List<Request> puts() {
        return matrix.requests().stream()
                .filter(request -> request.method().equals("PUT"))
                .toList();
    }

    @Test
    void while_the_service_is_down_messages_wait_and_then_arrive_in_order_once() throws Exception {
        site.start();
        matrix.goDown();
        open(1, 5);
        Eventually.that(() -> assertThat(site.messages().get(0).attempts()).isGreaterThan(1));
        matrix.comeUp();
        Eventually.that(() -> assertThat(said()).isEqualTo(numbers(1, 5)));
        Eventually.that(() ->
                assertThat(site.messages()).extracting(ShownMessage::state).containsOnly("done"));
        assertThat(puts()).hasSize(5);
    }

    @Test
    void when_the_service_is_down_longer_than_messages_keep_they_fail_as_too_late() throws Exception {
        site.set("max_age", "1s").start();
        matrix.goDown();
        open(1, 3);
        Eventually.that(() -> assertThat(site.messages()).hasSize(3).allSatisfy(message -> {
            assertThat(message.state()).isEqualTo("failed failed");
            assertThat(message.why()).matches("too late; the last answer: \\S.*");
        }));
        matrix.comeUp();
        assertThat(said()).isEmpty();
    }

    @Test
    void a_limited_rate_keeps_the_order_and_nothing_is_sent_meanwhile() throws Exception {
        site.counting("issues").start();
        open(1, 2);
        Eventually.that(() -> assertThat(said()).hasSize(2));
        matrix.answerNext(Answer.json(429, "errcode", "M_LIMIT_EXCEEDED", "error", "Too Many Requests")
                .with("Retry-After", "2"));
        open(3, 3);
        Eventually.that(() -> assertThat(puts()).hasSize(3));
        long limited = System.nanoTime();
        open(4, 10);
        assertThat(site.runs("issues")).isEqualTo(10);
        Eventually.that(() -> assertThat(puts()).hasSizeGreaterThan(3));
        assertThat(Duration.ofNanos(System.nanoTime() - limited)).isGreaterThan(Duration.ofMillis(1_800));
        Eventually.that(() -> assertThat(said()).isEqualTo(numbers(1, 10)));
        assertThat(puts()).hasSize(11);
        assertThat(puts().get(3).path()).isEqualTo(puts().get(2).path());
    }

    @Test
    void a_limited_rate_is_no_failure_after_which_the_pauses_grow() throws Exception {
        site.start();
        for (int time = 0; time < 6; time++) {
            matrix.answerNext(Answer.json(429, "errcode", "M_LIMIT_EXCEEDED", "retry_after_ms", 100));
        }
        open(1, 1);
        Eventually.within(Duration.ofSeconds(6), () -> assertThat(said()).isEqualTo(numbers(1, 1)));
    }

    @Test
    void a_stalled_room_delays_no_hook_no_answer_and_no_other_room() throws Exception {
        try (WebhookStandIn program = new WebhookStandIn()) {
            site.webhook("ops", program)
                    .route("ops", "issues")
                    .counting("issues")
                    .start();
            CountDownLatch held = matrix.holdNextAnswer();
            open(1, 50);
            assertThat(site.runs("issues")).isEqualTo(50);
            Eventually.that(() -> assertThat(program.messages()).hasSize(50));
            assertThat(said()).hasSize(1);
            held.countDown();
            Eventually.that(() -> assertThat(said()).isEqualTo(numbers(1, 50)));
        }
    }

    @Test
    void waiting_messages_are_sent_in_order_after_a_restart() throws Exception {
        site.start();
        matrix.goDown();
        open(1, 4);
        Eventually.that(() -> assertThat(site.messages().get(0).attempts()).isPositive());
        site.stop();
        matrix.comeUp();
        site.start();
        open(5, 6);
        Eventually.that(() -> assertThat(said()).isEqualTo(numbers(1, 6)));
    }

    @Test
    void a_room_whose_service_refuses_all_is_shut_and_opened_by_a_change_of_its_configuration() throws Exception {
        site.start();
        matrix.answerNext(Answer.json(404, "errcode", "M_NOT_FOUND", "error", "Unknown room"));
        open(1, 3);
        Eventually.that(() ->
                assertThat(site.messages()).extracting(ShownMessage::state).containsOnly("failed failed"));
        assertThat(puts()).hasSize(1);
        assertThat(site.messages().get(0).why()).contains("404").contains("Unknown room");
        assertThat(site.messages().get(2).why()).contains("the room is shut");
        assertThat(site.server().get("/readyz").status()).isEqualTo(200);
        // What everybody may read has no words of the service: they could be anything.
        assertThat(site.server().get("/readyz").body())
                .contains("chat room dev is shut")
                .doesNotContain("Unknown room");
        assertThat(site.server().admin("/api/status").body()).contains("chat room dev is shut");
        assertThat(site.server().admin("/api/chat").body()).contains("Unknown room");

        site.room("dev", Map.of("account", "dev-bot", "address", MatrixStandIn.ROOM, "silent", true));
        open(4, 4);
        Eventually.that(() -> assertThat(said()).isEqualTo(numbers(4, 4)));
        assertThat(site.server().admin("/api/status").body()).doesNotContain("is shut");
    }

    @Test
    void a_shut_room_is_tried_again_after_a_quarter_of_an_hour_and_opens_if_the_service_accepts() throws Exception {
        LateClock clock = new LateClock();
        site.server().clock(clock);
        site.start();
        matrix.answerNext(Answer.json(401, "errcode", "M_UNKNOWN_TOKEN", "error", "logged out"));
        open(1, 2);
        Eventually.that(() ->
                assertThat(site.messages()).extracting(ShownMessage::state).containsOnly("failed failed"));
        assertThat(puts()).hasSize(1);
        clock.pass(Duration.ofMinutes(16));
        open(3, 4);
        Eventually.that(() -> assertThat(said()).isEqualTo(numbers(3, 4)));
    }

    @Test
    void a_message_that_is_sent_minutes_late_says_so() throws Exception {
        LateClock clock = new LateClock();
        site.server().clock(clock);
        site.start();
        matrix.answerNext(503, "maintenance");
        open(1, 1);
        Eventually.that(() -> assertThat(puts()).hasSize(1));
        clock.pass(Duration.ofMinutes(4));
        Eventually.that(() -> assertThat(said()).isEqualTo(numbers(1, 1)));
        assertThat(matrix.written(MatrixStandIn.ROOM).get(0).text("body")).contains("(4 min late)");
    }

    @Test
    void a_clock_that_jumps_ahead_makes_no_message_too_late_or_late() throws Exception {
        LateClock clock = new LateClock();
        site.server().clock(clock);
        site.start();
        matrix.answerNext(503, "maintenance");
        open(1, 2);
        Eventually.that(() -> assertThat(puts()).hasSize(1));
        clock.pass(Duration.ofHours(30));
        open(3, 3);
        Eventually.that(() -> assertThat(said()).isEqualTo(numbers(1, 3)));
        assertThat(matrix.written(MatrixStandIn.ROOM))
                .extracting(event -> event.text("body"))
                .noneMatch(body -> body.contains("late"));
    }

    /** A clock that runs late by what the test says. */
    private static final class LateClock extends Clock {

        private volatile Duration passed = Duration.ZERO;

        void pass(Duration time) {
            passed = passed.plus(time);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(passed);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void a_redelivery_while_its_message_waits_is_allowed_and_says_that_it_is_one() throws Exception {
        site.counting("issues").start();
        CountDownLatch held = matrix.holdNextAnswer();
        open(1, 1);
        Eventually.that(() -> assertThat(said()).hasSize(1));
        long entry = site.messages().get(0).entry();
        assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/" + entry + "/redeliver")
                                .with("X-Requested-With", "test"))
                        .status())
                .isBetween(200, 202);
        Eventually.that(() -> assertThat(site.runs("issues")).isEqualTo(2));
        held.countDown();
        Eventually.that(() -> assertThat(matrix.written(MatrixStandIn.ROOM)).hasSize(2));
        assertThat(matrix.written(MatrixStandIn.ROOM).get(0).text("body")).doesNotContain("(again)");
        assertThat(matrix.written(MatrixStandIn.ROOM).get(1).text("body")).contains("(again)");
    }

    @Test
    void a_lost_answer_is_sent_again_where_the_service_knows_the_message_and_shows_once() throws Exception {
        site.start();
        matrix.loseNextAnswer();
        open(1, 2);
        Eventually.that(() ->
                assertThat(site.messages()).extracting(ShownMessage::state).containsOnly("done"));
        assertThat(said()).isEqualTo(numbers(1, 2));
        assertThat(puts()).hasSize(3);
    }

    @Test
    void a_lost_answer_of_a_service_without_keys_is_said_again_or_dropped_as_configured() throws Exception {
        try (MattermostStandIn service = new MattermostStandIn()) {
            site.withoutRoom("dev")
                    .mattermost("town", service)
                    .route("town", "issues")
                    .start();
            service.loseNextAnswer();
            open(1, 1);
            Eventually.that(() -> assertThat(service.posts()).hasSize(2));
            site.set("on_doubt", "drop");
            service.loseNextAnswer();
            open(2, 3);
            Eventually.that(() -> assertThat(service.posts()).hasSize(4));
            Eventually.that(() -> assertThat(site.messages())
                    .extracting(ShownMessage::state)
                    .contains("done", "failed failed", "done"));
            assertThat(service.posts().get(2).text()).contains("title 2");
            assertThat(service.posts().get(3).text()).contains("title 3");
            assertThat(site.messages().get(1).why()).contains("may have arrived");
        }
    }
}
