package dev.jenvoy.samples.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.ChatStandIn.Answer;
import dev.jenvoy.machine.Component;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GitHub's issues have the status of a label. */
final class GitHubIssuesTest {

    @TempDir
    private Path scratch;

    private final GitHubIssuesStandIn github = new GitHubIssuesStandIn();

    @BeforeEach
    void need() {
        Component.need("python3");
    }

    @AfterEach
    void close() {
        github.close();
    }

    private SampleTracker tracker(String token) throws IOException {
        Files.writeString(scratch.resolve("github-issues.json"), """
                {"projects": {"site": "acme/site"}, "statuses": ["To Do", "In Progress", "In Review"],
                 "closed": "Done", "api": "%s"}
                """.formatted(github.address()));
        return SampleTracker.copied("github-issues", scratch, Map.of("GITHUB_TOKEN", token));
    }

    private SampleTracker tracker() throws IOException {
        return tracker(GitHubIssuesStandIn.TOKEN);
    }

    @ParameterizedTest
    @CsvSource({"open,bug,To Do", "open,in progress,In Progress", "open,In Review,In Review", "closed,In Review,Done"})
    void a_label_is_the_status_and_a_closed_issue_is_done(String state, String label, String status) throws Exception {
        github.issue("7", state, "bug", label);

        Ticket ticket = tracker().look("SITE-7");

        assertThat(ticket.status().name()).isEqualTo(status);
        assertThat(ticket.key()).isEqualTo("SITE-7");
        assertThat(ticket.url()).isEqualTo("https://github.com/acme/site/issues/7");
    }

    @Test
    void a_move_changes_the_labels_of_statuses_alone() throws Exception {
        github.issue("7", "open", "bug", "To Do");

        assertThat(tracker().move("SITE-7", "In Progress")).isInstanceOf(MoveResult.Arrived.class);
        assertThat(github.labels("7")).containsExactlyInAnyOrder("bug", "In Progress");
    }

    @Test
    void done_closes_and_any_other_status_opens() throws Exception {
        github.issue("7", "open", "In Review");

        assertThat(tracker().move("SITE-7", "Done")).isInstanceOf(MoveResult.Arrived.class);
        assertThat(github.state("7")).isEqualTo("closed");
        assertThat(github.labels("7")).isEmpty();
        assertThat(tracker().move("SITE-7", "To Do")).isInstanceOf(MoveResult.Arrived.class);
        assertThat(github.state("7")).isEqualTo("open");
        assertThat(github.labels("7")).containsExactly("To Do");
    }

    @Test
    void a_move_whose_answer_was_lost_is_completed_by_the_next() throws Exception {
        github.issue("7", "open", "To Do");
        github.loseNextAnswer();
        SampleTracker tracker = tracker();

        assertThat(tracker.move("SITE-7", "In Progress")).isInstanceOf(TrackerFailure.Later.class);
        assertThat(tracker.look("SITE-7").status().name()).isEqualTo("In Progress");
        assertThat(tracker.move("SITE-7", "In Review")).isInstanceOf(MoveResult.Arrived.class);
        assertThat(github.labels("7")).containsExactly("In Review");
    }

    @Test
    void what_cannot_be_moved_is_refused_in_words() throws Exception {
        github.issue("7", "open");
        github.pull("8");
        SampleTracker tracker = tracker();

        assertThat(tracker.printed("look", "SITE-404")).isEqualTo("1 HTTP 404: Not Found");
        assertThat(tracker.printed("look", "SITE-8")).isEqualTo("1 8 is a pull request");
        assertThat(tracker.printed("look", "SHOP-7")).isEqualTo("1 no repository is set for SHOP-7");
        assertThat(tracker.printed("look", "SITE-../7")).isEqualTo("1 no repository is set for SITE-../7");
        assertThat(tracker.printed("move", "SITE-7", "Gone"))
                .isEqualTo("1 no status Gone; there are: To Do, In Progress, In Review, Done");
        assertThat(tracker.printed("push", "SITE-7")).isEqualTo("1 usage: look KEY, or move KEY STATUS");
        assertThat(github.labels("7")).isEmpty();
    }

    @Test
    void a_token_that_is_refused_or_missing_is_said_so_and_never_printed() throws Exception {
        github.issue("7", "open");

        assertThat(tracker("wrong-token").failure("SITE-7").word()).isEqualTo("credentials");
        assertThat(tracker("wrong-token").printed("look", "SITE-7")).isEqualTo("78 HTTP 401: Bad credentials");
        assertThat(tracker(" ").printed("look", "SITE-7")).isEqualTo("78 the variable GITHUB_TOKEN is not set");
        assertThat(github.requests())
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(request.header("authorization")).isEqualTo("Bearer wrong-token"));
    }

    @Test
    void a_redirect_is_not_followed_with_the_token() throws Exception {
        try (GitHubIssuesStandIn other = new GitHubIssuesStandIn()) {
            SampleTracker tracker = tracker();
            github.answerNext(Answer.json(302, "message", "elsewhere").with("Location", other.address()));
            github.issue("7", "open", "To Do");

            assertThat(tracker.printed("move", "SITE-7", "In Review")).isEqualTo("1 HTTP 302: elsewhere");
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"429,retry-after,30", "403,retry-after,30", "403,x-ratelimit-remaining,0", "503,a,b"})
    void a_limit_of_the_rate_is_tried_again(int status, String header, String value) throws Exception {
        github.issue("7", "open", "To Do");
        github.answerNext(Answer.json(status, "message", "slow down").with(header, value));

        assertThat(tracker().printed("move", "SITE-7", "In Review")).isEqualTo("75 HTTP " + status + ": slow down");
    }

    @Test
    void a_missing_right_and_a_page_for_people_are_refused() throws Exception {
        github.issue("7", "open", "To Do");
        github.answerNext(Answer.json(403, "message", "Resource not accessible\nby personal access token"));
        assertThat(tracker().printed("move", "SITE-7", "In Review"))
                .isEqualTo("1 HTTP 403: Resource not accessible by personal access token");

        github.answerNext(200, "<html>");
        assertThat(tracker().printed("move", "SITE-7", "In Review")).isEqualTo("1 this is not an answer of GitHub");
        github.goDown();
        assertThat(tracker().printed("look", "SITE-7")).isEqualTo("75 GitHub cannot be reached: URLError");
    }

    @Test
    void a_token_is_not_sent_unencrypted_to_another_machine() throws Exception {
        SampleTracker tracker = tracker();
        Files.writeString(
                scratch.resolve("github-issues.json"),
                "{\"projects\": {\"site\": \"acme/site\"}, \"statuses\": [\"a\"], \"api\": \"http://192.0.2.1\"}");

        assertThat(tracker.printed("look", "SITE-7")).isEqualTo("1 \"api\" must begin with https://");
    }
}
