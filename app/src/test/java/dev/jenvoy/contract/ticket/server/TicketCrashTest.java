package dev.jenvoy.contract.ticket.server;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.DONE;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.ticket.standin.JiraIssue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while Jira moves a ticket moves it once, whether Jira had done it or not. */
class TicketCrashTest {

    private static final Duration START = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private TicketSite site;

    @BeforeEach
    void prepare() throws Exception {
        // The delivery is answered while its action waits for Jira.
        site = TicketSite.in(folder);
        site.server().with("response_timeout", "1s");
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_kill_between_jira_s_answer_and_its_record_moves_the_ticket_once_and_redeliveries_move_it_no_more()
            throws Exception {
        JiraIssue first = site.issue("SOC-1", TO_DO);
        JiraIssue second = site.issue("SOC-2", TO_DO);
        site.startApart();
        site.jira.holdNextAnswer();
        HookRequest release = Deliveries.release("released", 1, "SOC-1, SOC-2");
        assertThat(site.send(release).status()).isEqualTo(202);
        Eventually.that(() -> assertThat(first.history()).containsExactly("In Progress"));
        site.kill();

        site.startApart();
        Eventually.within(
                START,
                () -> assertThat(stdout(1)).isEqualTo("SOC-1 To Do -> In Progress\nSOC-2 To Do -> In Progress\n"));
        assertThat(site.came(release).fine())
                .containsExactly(
                        "SOC-1 left alone: the same happening was handled with delivery 1",
                        "SOC-2 left alone: the same happening was handled with delivery 1");
        assertThat(first.history()).containsExactly("In Progress");
        assertThat(second.history()).containsExactly("In Progress");
        assertThat(site.writes())
                .containsExactly("/rest/api/2/issue/SOC-1/transitions", "/rest/api/2/issue/SOC-2/transitions");
    }

    @Test
    void a_kill_before_jira_has_done_it_asks_again() throws Exception {
        JiraIssue issue = site.issue("SOC-1", TO_DO);
        site.startApart();
        site.jira.holdNextAnswer();
        site.send(Deliveries.release("released", 1, "SOC-1"));
        Eventually.that(() -> assertThat(site.writes()).hasSize(1));
        site.kill();
        // As if the request had never arrived.
        site.jira.put("SOC-1", TO_DO);

        site.startApart();
        Eventually.within(START, () -> assertThat(stdout(1)).isEqualTo("SOC-1 To Do -> In Progress\n"));
        assertThat(site.writes()).hasSize(2);
        assertThat(issue.status()).isEqualTo("In Progress");
    }

    @Test
    void a_ticket_that_a_person_moved_while_the_server_was_down_is_left_alone() throws Exception {
        site.issue("SOC-1", TO_DO);
        site.startApart();
        site.jira.holdNextAnswer();
        site.send(Deliveries.release("released", 1, "SOC-1"));
        Eventually.that(() -> assertThat(site.writes()).hasSize(1));
        site.kill();
        site.jira.put("SOC-1", DONE);

        site.startApart();
        Eventually.within(START, () -> assertThat(stdout(1)).isEqualTo("SOC-1 left alone: it is Done now\n"));
        assertThat(site.writes()).hasSize(1);
    }

    @Test
    void a_lost_answer_is_looked_up_before_anything_is_tried_again() throws Exception {
        JiraIssue issue = site.issue("SOC-1", TO_DO);
        site.start();
        site.jira.loseNextAnswer();

        site.send(Deliveries.release("released", 1, "SOC-1"));
        Eventually.that(() -> assertThat(stdout(1)).isEqualTo("SOC-1 To Do -> In Progress\n"));
        assertThat(issue.history()).containsExactly("In Progress");
        assertThat(site.writes()).hasSize(1);
    }

    /** Returns the output of the action's last attempt. */
    private String stdout(long entry) throws Exception {
        HttpAnswer detail = site.admin("/api/deliveries/" + entry);
        List<String> outputs = new ArrayList<>();
        detail.json()
                .getAsJsonArray("actions")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("attempts")
                .forEach(attempt -> {
                    if (attempt.getAsJsonObject().has("outcome")) {
                        outputs.add(attempt.getAsJsonObject()
                                .getAsJsonObject("outcome")
                                .get("stdout")
                                .getAsString());
                    }
                });
        return outputs.isEmpty() ? "" : outputs.get(outputs.size() - 1);
    }
}
