package dev.jenvoy.contract.ticket.tracker;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonParser;
import dev.jenvoy.contract.chat.standin.ChatStandIn.Answer;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import dev.jenvoy.ticket.tracker.TrackerFailure.Later;
import dev.jenvoy.ticket.tracker.TrackerFailure.Refused;
import dev.jenvoy.ticket.tracker.TrackerFailure.Shut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a tracker unusable, what only takes time, and that neither brings a storm of requests. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class JiraTroubleTest {

    private JiraSite site = JiraSite.open();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        site.close();
        threads.shutdownNow();
    }

    private JiraSite impatient() {
        site.close();
        site = JiraSite.impatient();
        return site;
    }

    private static void assertShut(Object result, String word, String said) {
        assertThat(result).isInstanceOfSatisfying(Shut.class, shut -> {
            assertThat(shut.word()).isEqualTo(word);
            assertThat(shut.said()).isEqualTo(said);
        });
    }

    private static void assertLater(Object result, String word, String said) {
        assertThat(result).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.word()).isEqualTo(word);
            assertThat(later.said()).isEqualTo(said);
            assertThat(later.notBefore()).isEmpty();
        });
    }

    @Test
    void an_expired_token_of_cloud_looks_like_a_missing_ticket_and_is_found_out_with_one_request() throws Exception {
        site.jira.issue("SOC-12", TO_DO);
        site.jira.expireTokens();

        for (int i = 0; i < 5; i++) {
            assertShut(
                    site.tracker().look("SOC-12"),
                    "credentials",
                    "HTTP 404: the credentials are refused: the token is wrong or has expired");
        }
        assertThat(site.jira.requests()).hasSize(1);
        assertThat(site.tracker().trouble()).map(Shut::isCredentials).contains(true);
    }

    @Test
    void a_person_may_say_that_the_credentials_are_right_now() throws Exception {
        site.jira.issue("SOC-12", TO_DO);
        site.jira.expireTokens();
        site.tracker().look("SOC-12");
        site.jira.user(JiraSite.ADA);
        assertThat(site.tracker().look("SOC-12")).isInstanceOf(Shut.class);

        site.tracker().reopen();

        assertThat(site.look("SOC-12").status().name()).isEqualTo("To Do");
        assertThat(site.tracker().trouble()).isEmpty();
        assertThat(site.jira.requests()).hasSize(2);
    }

    @Test
    void data_center_is_asked_once_with_a_wrong_token_so_that_no_captcha_is_due() throws Exception {
        site.asDataCenter("", "wrong-token").jira.issue("SOC-12", TO_DO);

        for (int i = 0; i < 5; i++) {
            assertShut(site.tracker().look("SOC-12"), "credentials", "HTTP 401: the credentials are refused");
        }
        assertThat(site.jira.requests()).hasSize(1);
    }

    @Test
    void a_captcha_is_no_lack_of_a_permission() throws Exception {
        site.asDataCenter("", "wrong-token");
        for (int i = 0; i < 3; i++) {
            site.tracker().look("SOC-12");
            site.tracker().reopen();
        }

        assertShut(
                site.tracker().look("SOC-12"),
                "credentials",
                "HTTP 403: Jira wants a person to log in and solve a CAPTCHA first");
    }

    @Test
    void of_many_at_once_four_ask_and_the_rest_learn_that_the_token_is_wrong() throws Exception {
        site.jira.expireTokens();
        site.jira.failReadsToo();
        List<CountDownLatch> held = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            held.add(site.jira.holdNextAnswer());
        }
        List<Future<LookResult>> looks = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            String key = "SOC-" + i;
            looks.add(threads.submit(() -> site.tracker().look(key)));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> site.jira.requests().size() >= 4);
        held.forEach(CountDownLatch::countDown);

        for (Future<LookResult> look : looks) {
            assertThat(look.get(10, TimeUnit.SECONDS)).isInstanceOf(Shut.class);
        }
        assertThat(site.jira.requests()).hasSize(4);
    }

    @Test
    void a_redirect_is_not_followed_and_shows_no_more_than_its_host() throws Exception {
        site.jira.failReadsToo();
        site.jira.answerNext(
                JiraStandIn.page(302, "Log in").with("Location", "https://sso.acme.example/login?token=s3cret"));

        assertShut(
                site.tracker().look("SOC-12"),
                "not_tracker",
                "HTTP 302: a redirect to sso.acme.example, which is not followed");
        assertThat(site.jira.requests()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html>Log in</html> | HTTP 200: this is not JSON, as Jira answers",
                "200 | {} | HTTP 200: this is not an issue as Jira shows it",
                "200 | [] | HTTP 200: this is not an issue as Jira shows it",
                "200 | {\"key\":\"A-1\",\"fields\":{\"status\":{\"id\":\"1\",\"name\":\"x\"}}} |"
                        + " HTTP 200: this is not an issue as Jira shows it",
                "200 | {\"key\":\"A-1\",\"fields\":{\"status\":{\"id\":\"1\",\"name\":\"x\"}},\"transitions\":[7]} |"
                        + " HTTP 200: this is not an issue as Jira shows it",
                "404 | <html>nginx</html> | HTTP 404: this is not JSON, as Jira answers",
                "403 | blocked | HTTP 403: this is not JSON, as Jira answers",
            })
    void what_is_not_jiras_answer_is_not_jira(int status, String body, String said) throws Exception {
        site.jira.issue("SOC-12", TO_DO);
        site.jira.failReadsToo();
        site.jira.answerNext(status, body);

        assertShut(site.tracker().look("SOC-12"), "not_tracker", said);
        assertThat(site.tracker().trouble()).isPresent();
        assertThat(site.look("SOC-12").key()).isEqualTo("SOC-12");
        assertThat(site.tracker().trouble()).as("after a good answer").isEmpty();
    }

    @Test
    void an_answer_over_a_megabyte_is_not_read_to_its_end() throws Exception {
        site.jira.failReadsToo();
        site.jira.answerNext(200, "{\"key\":\"" + "x".repeat(1 << 20) + "\"}");

        assertShut(site.tracker().look("SOC-12"), "not_tracker", "HTTP 200: an answer of more than 1 MB");
    }

    @Test
    void json_that_is_nested_too_deeply_is_not_jiras() throws Exception {
        site.jira.failReadsToo();
        site.jira.answerNext(200, "[".repeat(500_000));

        assertThat(site.tracker().look("SOC-12")).isInstanceOf(Shut.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408})
    void an_error_of_the_service_is_tried_again(int status) throws Exception {
        site.jira.issue("SOC-12", TO_DO);
        site.jira.failReadsToo();
        site.jira.answerNext(JiraStandIn.page(status, "down"));

        assertLater(site.tracker().look("SOC-12"), "unreachable", "HTTP " + status);
        assertThat(site.tracker().trouble()).isEmpty();
        assertThat(site.look("SOC-12").key()).isEqualTo("SOC-12");
    }

    @Test
    void a_connection_that_breaks_or_cannot_be_made_is_tried_again() throws Exception {
        site.jira.issue("SOC-12", TO_DO);
        Ticket ticket = site.look("SOC-12");
        site.jira.closeNext();

        assertLater(
                site.tracker().move(ticket, JiraSite.to(ticket, "In Progress"), JiraSite.NO_FIELDS),
                "unreachable",
                "the connection broke before the answer");
        site.jira.goDown();
        assertLater(site.tracker().look("SOC-12"), "unreachable", "no connection: it was refused");
        assertThat(site.asked).containsExactly("atlassian 200", "atlassian no_answer", "atlassian no_answer");
    }

    @Test
    void an_answer_that_takes_too_long_is_tried_again() throws Exception {
        impatient();
        site.jira.failReadsToo();
        CountDownLatch held = site.jira.holdNextAnswer();

        assertLater(site.tracker().look("SOC-12"), "unreachable", "no answer within 1 s");
        held.countDown();
    }

    @Test
    void a_limit_of_the_rate_holds_for_every_ticket_until_its_time() throws Exception {
        site.jira.issue("SOC-12", TO_DO);
        site.jira.failReadsToo();
        site.jira.answerNext(Answer.json(429, "errorMessages", List.of("Rate limit exceeded."))
                .with("Retry-After", "30")
                .with("RateLimit-Reason", "jira-burst-based"));

        Later limited = new Later(
                Later.Reason.LIMITED,
                Optional.of(JiraSite.NOON.plusSeconds(30)),
                true,
                "HTTP 429: too many requests; not before 2026-11-28T12:00:30Z");
        assertThat(site.tracker().look("SOC-12")).isEqualTo(limited);
        site.now.set(JiraSite.NOON.plusSeconds(29));
        assertThat(site.tracker().look("SOC-13")).isEqualTo(limited);
        assertThat(site.jira.requests()).hasSize(1);
        site.now.set(JiraSite.NOON.plusSeconds(30));
        assertThat(site.look("SOC-12").key()).isEqualTo("SOC-12");
    }

    @Test
    void a_limit_of_one_ticket_holds_for_that_ticket() throws Exception {
        site.jira.issue("SOC-12", TO_DO);
        site.jira.issue("SOC-13", TO_DO);
        Ticket ticket = site.look("SOC-12");
        site.jira.answerNext(Answer.json(429, "errorMessages", List.of())
                .with("X-RateLimit-Reset", "2026-11-28T12:02Z")
                .with("RateLimit-Reason", "jira-per-issue-on-write"));

        MoveResult move = site.tracker().move(ticket, JiraSite.to(ticket, "In Progress"), JiraSite.NO_FIELDS);

        assertThat(move).isInstanceOfSatisfying(Later.class, later -> {
            assertThat(later.notBefore()).contains(Instant.parse("2026-11-28T12:02:00Z"));
            assertThat(later.wholeTracker()).isFalse();
        });
        assertThat(site.tracker().look("SOC-12")).isEqualTo(move);
        assertThat(site.look("SOC-13").key()).isEqualTo("SOC-13");
    }

    @Test
    void a_service_that_fails_until_a_time_is_left_alone_until_then() throws Exception {
        site.jira.failReadsToo();
        site.jira.answerNext(JiraStandIn.page(503, "Maintenance").with("Retry-After", "120"));

        assertThat(site.tracker().look("SOC-12"))
                .isEqualTo(new Later(
                        Later.Reason.UNREACHABLE,
                        Optional.of(JiraSite.NOON.plusSeconds(120)),
                        true,
                        "HTTP 503: the service fails; not before 2026-11-28T12:02:00Z"));
        site.tracker().look("SOC-12");
        assertThat(site.jira.requests()).hasSize(1);
    }

    @Test
    void retry_after_of_a_good_answer_means_nothing() throws Exception {
        site.jira.issue("SOC-12", TO_DO);
        site.jira.failReadsToo();
        site.jira.answerNext(
                Answer.of(404, "{\"errorMessages\":[\"No.\"],\"errors\":{}}").with("Retry-After", "100"));

        assertThat(site.tracker().look("SOC-404")).isInstanceOf(Refused.class);
        assertThat(site.look("SOC-12").key()).isEqualTo("SOC-12");
    }

    @Test
    void what_jira_says_is_cut_and_escaped_and_without_the_token() throws Exception {
        site.jira.failReadsToo();
        String text = "no\r\n\u001b[31m\u202e " + JiraSite.TOKEN + " " + JiraSite.ADA.authorization() + " "
                + "x".repeat(10_000);
        site.jira.answerNext(Answer.json(403, "errorMessages", List.of(text)));

        TrackerFailure failure = (TrackerFailure) site.tracker().look("SOC-12");

        assertThat(failure.word()).isEqualTo("forbidden");
        assertThat(failure.said())
                .startsWith("HTTP 403: no\\r\\n\\u{1b}[31m\\u{202e} *** Basic *** xxx")
                .hasSize(300)
                .endsWith("x…");
    }

    @Test
    void errors_of_another_shape_are_shown_as_they_are() throws Exception {
        site.jira.failReadsToo();
        site.jira.answerNext(
                400,
                JsonParser.parseString("{\"errorMessages\":[1,{\"a\":null}],\"errors\":{\"b\":[2]}}")
                        .toString());

        assertThat(site.tracker().look("SOC-12"))
                .isEqualTo(new Refused(Refused.Reason.REJECTED, "HTTP 400: 1; {\"a\":null}; b: [2]"));
    }

    @Test
    void a_closed_tracker_breaks_off_what_is_under_way() throws Exception {
        site.jira.failReadsToo();
        CountDownLatch held = site.jira.holdNextAnswer();
        Future<LookResult> look = threads.submit(() -> site.tracker().look("SOC-12"));
        await().atMost(Duration.ofSeconds(10)).until(() -> site.jira.requests().size() == 1);

        site.tracker().close();

        assertThat(look.get(5, TimeUnit.SECONDS)).isInstanceOf(Later.class);
        held.countDown();
    }
}
