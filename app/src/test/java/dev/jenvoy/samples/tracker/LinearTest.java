package dev.jenvoy.samples.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.ChatStandIn.Answer;
import dev.jenvoy.machine.Component;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Linear's issues have the states of their team. */
final class LinearTest {

    @TempDir
    private Path scratch;

    private final LinearStandIn linear = new LinearStandIn();

    @BeforeEach
    void need() {
        Component.need("python3");
    }

    @AfterEach
    void close() {
        linear.close();
    }

    private SampleTracker tracker(String key) throws IOException {
        return SampleTracker.copied(
                "linear", scratch, Map.of("LINEAR_API_KEY", key, "LINEAR_API_URL", linear.address() + "/graphql"));
    }

    private SampleTracker tracker() throws IOException {
        return tracker(LinearStandIn.KEY);
    }

    @Test
    void an_issue_has_the_name_of_its_state() throws Exception {
        linear.issue("ENG-7", "Todo");

        Ticket ticket = tracker().look("ENG-7");

        assertThat(ticket.status().name()).isEqualTo("Todo");
        assertThat(ticket.url()).isEqualTo("https://linear.app/acme/issue/ENG-7");
    }

    @Test
    void a_move_goes_to_the_state_of_that_name_in_any_case() throws Exception {
        linear.issue("ENG-7", "Todo");

        assertThat(tracker().move("ENG-7", "in progress")).isInstanceOf(MoveResult.Arrived.class);
        assertThat(linear.state("ENG-7")).isEqualTo("In Progress");
    }

    @Test
    void an_issue_that_is_there_already_is_not_changed() throws Exception {
        linear.issue("ENG-7", "Done");

        assertThat(tracker().printed("move", "ENG-7", "Done")).startsWith("0 ");
        assertThat(linear.requests()).hasSize(1);
    }

    @Test
    void an_issue_of_another_team_has_its_new_key() throws Exception {
        linear.issue("ENG-7", "Todo");
        linear.rekey("ENG-7", "OPS-3");

        assertThat(tracker().look("ENG-7").key()).isEqualTo("OPS-3");
    }

    @Test
    void a_limit_of_the_rate_is_tried_again() throws Exception {
        linear.issue("ENG-7", "Todo");
        SampleTracker tracker = tracker();
        tracker.look("ENG-7");
        linear.answerNext(LinearStandIn.error(200, "RATELIMITED", "Rate limit exceeded"));

        assertThat(tracker.failure("ENG-7")).isInstanceOf(TrackerFailure.Later.class);
        assertThat(tracker.look("ENG-7").status().name()).isEqualTo("Todo");
    }

    @Test
    void what_cannot_be_moved_is_refused_in_words() throws Exception {
        linear.issue("ENG-7", "Todo");

        assertThat(tracker().printed("look", "ENG-404")).isEqualTo("1 Entity not found: Issue");
        assertThat(tracker().printed("move", "ENG-7", "Gone"))
                .isEqualTo("1 no status Gone; there are: Backlog, Todo, In Progress, Done");
        assertThat(tracker().printed("move", "ENG-7")).isEqualTo("1 usage: look KEY, or move KEY STATUS");
    }

    @Test
    void text_of_strangers_is_a_variable_and_never_a_part_of_the_query() throws Exception {
        assertThat(tracker().printed("look", "X\") { id } }-1")).isEqualTo("1 Entity not found: Issue");
        assertThat(linear.requests().get(0).text("query")).doesNotContain("X\"");
    }

    @Test
    void a_key_that_is_refused_or_missing_is_said_so_and_never_printed() throws Exception {
        linear.issue("ENG-7", "Todo");

        assertThat(tracker("wrong-key").failure("ENG-7").word()).isEqualTo("credentials");
        assertThat(tracker("wrong-key").printed("look", "ENG-7"))
                .isEqualTo("78 Authentication required, not authenticated");
        assertThat(tracker(" ").printed("look", "ENG-7")).isEqualTo("78 the variable LINEAR_API_KEY is not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | RATELIMITED | 75 slow",
                "400 | RATELIMITED | 75 slow",
                "200 | ratelimited | 75 slow",
                "200 | AUTHENTICATION_ERROR | 78 slow",
                "400 | FORBIDDEN | 1 slow",
                "401 | x | 78 HTTP 401: the key is refused",
                "429 | x | 75 HTTP 429",
                "502 | x | 75 HTTP 502",
            })
    void an_error_says_what_it_is(int status, String code, String printed) throws Exception {
        linear.answerNext(LinearStandIn.error(status, code, "slow"));

        assertThat(tracker().printed("look", "ENG-7")).isEqualTo(printed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | <html> | 1 this is not an answer of Linear",
                "404 | <html> | 1 HTTP 404: this is not an answer of Linear",
                "200 | [] | 1 this is not an answer of Linear",
                "200 | {\"data\": {}} | 1 this is not an answer of Linear",
                "200 | {\"data\": {\"issue\": null}} | 1 there is no issue ENG-7",
                "200 | {\"errors\": [7]} | 1 Linear refuses this",
            })
    void an_answer_of_another_shape_is_refused(int status, String body, String printed) throws Exception {
        linear.answerNext(Answer.of(status, body));

        assertThat(tracker().printed("look", "ENG-7")).isEqualTo(printed);
    }

    @Test
    void a_server_that_is_down_is_tried_again_and_a_redirect_is_not_followed() throws Exception {
        try (LinearStandIn other = new LinearStandIn()) {
            linear.answerNext(Answer.of(307, "").with("Location", other.address() + "/graphql"));
            assertThat(tracker().printed("look", "ENG-7")).startsWith("1 HTTP 307");
            assertThat(other.requests()).isEmpty();
        }
        linear.closeNext();
        assertThat(tracker().printed("look", "ENG-7")).startsWith("75 Linear cannot be reached");
    }
}
