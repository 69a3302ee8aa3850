package dev.jenvoy.contract.ticket.tracker;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.DONE;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.IN_PROGRESS;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.IN_REVIEW;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.transition;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.ticket.standin.JiraIssue;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import dev.jenvoy.ticket.tracker.LinkedPage;
import dev.jenvoy.ticket.tracker.MoveResult;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import dev.jenvoy.ticket.tracker.TrackerFailure.Later;
import dev.jenvoy.ticket.tracker.TrackerFailure.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each end of a move, and that it is believed only after another look. */
class JiraMoveTest {

    private static final String RESOLUTION = "{\"resolution\": {\"name\": \"Done\"}}";

    private final JiraSite site = JiraSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    private MoveResult move(String key, String status, JsonObject fields) throws InterruptedException {
        Ticket ticket = site.look(key);
        return site.tracker().move(ticket, JiraSite.to(ticket, status), fields);
    }

    private static JiraWorkflow finishing(JiraWorkflow.Transition finish) {
        return JiraWorkflow.empty().with(finish);
    }

    private static JiraWorkflow.Transition finish() {
        return transition("31", "Finish", "Abschlie\u00dfen", "In Progress", "Done");
    }

    @Test
    void a_move_arrives_where_the_step_leads() throws InterruptedException {
        JiraIssue issue = site.jira.issue("SOC-12", TO_DO);

        assertThat(move("SOC-12", "In Progress", JiraSite.NO_FIELDS))
                .isInstanceOfSatisfying(MoveResult.Arrived.class, arrived -> {
                    assertThat(arrived.now().status().name()).isEqualTo("In Progress");
                    assertThat(arrived.leftOut()).isEmpty();
                });
        assertThat(issue.history()).containsExactly("In Progress");
        assertThat(site.jira.requests()).extracting(request -> request.method()).containsExactly("GET", "POST", "GET");
        assertThat(site.jira.requests().get(1).body()).isEqualTo("{\"transition\":{\"id\":\"11\"}}");
    }

    @Test
    void crossed_names_lead_where_they_lead() throws InterruptedException {
        JiraIssue issue = site.jira.project("SOC", JiraWorkflow.crossed()).issue("SOC-12", TO_DO);

        assertThat(move("SOC-12", "Done", JiraSite.NO_FIELDS)).isInstanceOf(MoveResult.Arrived.class);
        assertThat(issue.status()).isEqualTo("Done");
    }

    @Test
    void fields_are_set_with_the_move() throws InterruptedException {
        JiraIssue issue = site.jira
                .project("SOC", finishing(finish().withScreen("resolution")))
                .issue("SOC-12", IN_PROGRESS);

        assertThat(move("SOC-12", "Done", JiraSite.fields(RESOLUTION))).isInstanceOf(MoveResult.Arrived.class);
        assertThat(issue.field("resolution")).isEqualTo("{\"name\":\"Done\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void a_field_that_the_step_does_not_have_is_left_out_whatever_the_language(String language)
            throws InterruptedException {
        JiraIssue issue = site.jira
                .user(JiraSite.ADA.speaking(language))
                .project("SOC", finishing(finish().withScreen("customfield_10010")))
                .issue("SOC-12", IN_PROGRESS);
        JsonObject fields = JiraSite.fields("{\"resolution\": {\"name\": \"Done\"}, \"customfield_10010\": \"x\"}");

        Ticket ticket = site.look("SOC-12");
        assertThat(site.tracker().move(ticket, JiraSite.steps(ticket).get(0), fields))
                .isInstanceOfSatisfying(
                        MoveResult.Arrived.class,
                        arrived -> assertThat(arrived.leftOut()).containsExactly("resolution"));
        assertThat(issue.field("customfield_10010")).isEqualTo("\"x\"");
        assertThat(issue.field("resolution")).isEmpty();
        assertThat(issue.history()).hasSize(1);
        assertThat(fields.keySet()).as("the caller's own").hasSize(2);
    }

    @Test
    void a_field_with_a_wrong_value_is_not_left_out_but_refused() throws InterruptedException {
        JiraIssue issue = site.jira
                .project("SOC", finishing(finish().withScreen("resolution")))
                .issue("SOC-12", IN_PROGRESS);

        assertThat(move("SOC-12", "Done", JiraSite.fields("{\"resolution\": {\"name\": \"Dnoe\"}}")))
                .isEqualTo(new Refused(Refused.Reason.REJECTED, "HTTP 400: resolution: Resolution name is not valid."));
        assertThat(issue.history()).isEmpty();
    }

    @Test
    void a_step_that_needs_a_field_says_which() throws InterruptedException {
        site.jira
                .project("SOC", finishing(finish().needing("customfield_10010")))
                .issue("SOC-12", IN_PROGRESS);

        assertThat(move("SOC-12", "Done", JiraSite.NO_FIELDS))
                .isEqualTo(new Refused(
                        Refused.Reason.NEEDS_FIELD, "HTTP 400: customfield_10010: customfield_10010 is required."));
    }

    @Test
    void a_success_that_changed_nothing_is_refused() throws InterruptedException {
        site.jira
                .project("SOC", finishing(finish().needing("customfield_10010").silent()))
                .issue("SOC-12", IN_PROGRESS);

        assertThat(move("SOC-12", "Done", JiraSite.NO_FIELDS))
                .isEqualTo(new Refused(
                        Refused.Reason.UNCHANGED,
                        "Jira accepted the move and did not carry it out; a required field may be missing"));
    }

    @Test
    void an_automation_may_move_it_on() throws InterruptedException {
        site.jira.issue("SOC-12", TO_DO);
        site.jira.automate("SOC-12", "In Review");

        assertThat(move("SOC-12", "In Progress", JiraSite.NO_FIELDS))
                .isInstanceOfSatisfying(
                        MoveResult.WentOn.class,
                        went -> assertThat(went.now().status().name()).isEqualTo("In Review"));
    }

    @Test
    void a_ticket_with_another_transition_running_is_busy() throws InterruptedException {
        site.jira.issue("SOC-12", TO_DO);
        site.jira.busy("SOC-12", true);

        assertThat(move("SOC-12", "In Progress", JiraSite.NO_FIELDS))
                .isEqualTo(new Later(
                        Later.Reason.BUSY,
                        Optional.empty(),
                        false,
                        "HTTP 409: Another transition of this issue is being carried out."));
        site.jira.busy("SOC-12", false);
        assertThat(move("SOC-12", "In Progress", JiraSite.NO_FIELDS)).isInstanceOf(MoveResult.Arrived.class);
    }

    @Test
    void a_step_that_another_change_made_impossible_is_decided_anew() throws InterruptedException {
        site.jira.issue("SOC-12", TO_DO);
        Ticket ticket = site.look("SOC-12");
        site.jira.put("SOC-12", DONE);

        assertThat(site.tracker().move(ticket, JiraSite.to(ticket, "In Progress"), JiraSite.NO_FIELDS))
                .isInstanceOfSatisfying(
                        Later.class, later -> assertThat(later.word()).isEqualTo("busy"));
    }

    @Test
    void a_step_that_jira_calls_invalid_is_rejected() throws InterruptedException {
        site.jira.issue("SOC-12", TO_DO);
        Ticket ticket = site.look("SOC-12");
        site.jira.project("SOC", JiraWorkflow.empty());

        assertThat(site.tracker().move(ticket, JiraSite.to(ticket, "In Progress"), JiraSite.NO_FIELDS))
                .isEqualTo(new Refused(
                        Refused.Reason.REJECTED, "HTTP 400: Transition id '11' is not valid for this issue."));
    }

    @Test
    void a_lost_answer_leaves_a_doubt_that_the_next_look_ends() throws InterruptedException {
        JiraIssue issue = site.jira.issue("SOC-12", TO_DO);
        site.jira.loseNextAnswer();

        assertThat(move("SOC-12", "In Progress", JiraSite.NO_FIELDS))
                .isInstanceOfSatisfying(
                        Later.class, later -> assertThat(later.word()).isEqualTo("unreachable"));
        assertThat(site.look("SOC-12").status().name()).isEqualTo("In Progress");
        assertThat(issue.history()).hasSize(1);
    }

    @Test
    void a_ticket_that_was_rekeyed_is_moved_under_its_new_key() throws InterruptedException {
        site.jira.project("DEVHOP", JiraWorkflow.simple()).issue("SOC-12", TO_DO);
        site.jira.rekey("SOC-12", "DEVHOP-3");

        assertThat(move("SOC-12", "In Progress", JiraSite.NO_FIELDS))
                .isInstanceOfSatisfying(
                        MoveResult.Arrived.class,
                        arrived -> assertThat(arrived.now().key()).isEqualTo("DEVHOP-3"));
        assertThat(site.jira.requests().get(1).path()).isEqualTo("/rest/api/2/issue/DEVHOP-3/transitions");
    }

    @Test
    void a_link_is_the_same_link_when_it_is_made_again() throws InterruptedException {
        JiraIssue issue = site.jira.issue("SOC-12", IN_REVIEW);
        Ticket ticket = site.look("SOC-12");

        assertThat(site.tracker().link(ticket, new LinkedPage("https://github.example/acme/site/pull/7", "old")))
                .isEmpty();
        assertThat(site.tracker().link(ticket, new LinkedPage("https://github.example/acme/site/pull/7", "#7 Log in")))
                .isEmpty();
        assertThat(issue.links()).isEqualTo(Map.of("https://github.example/acme/site/pull/7", "#7 Log in"));
    }

    @Test
    void a_comment_is_plain_text_whatever_a_stranger_wrote() throws InterruptedException {
        JiraIssue issue = site.jira.issue("SOC-12", TO_DO);

        assertThat(site.tracker()
                        .comment(
                                site.look("SOC-12"),
                                "acme/site#7 was merged: [~bob] {code} *x* h1. !a.png! https://a.example/x_y?z=1"))
                .isEmpty();
        assertThat(issue.comments())
                .isEqualTo(List.of("acme/site\\#7 was merged: \\[\\~bob\\] \\{code\\} \\*x\\* h1. \\!a.png\\!"
                        + " https://a.example/x_y?z=1"));
    }

    @Test
    void an_account_that_may_not_link_or_comment_is_refused() throws InterruptedException {
        site.jira
                .user(JiraSite.ADA.without(JiraStandIn.LINK).without(JiraStandIn.COMMENT))
                .issue("SOC-12", TO_DO);
        Ticket ticket = site.look("SOC-12");

        assertThat(site.tracker().link(ticket, new LinkedPage("https://a.example", "a")))
                .map(TrackerFailure::word)
                .contains("forbidden");
        assertThat(site.tracker().comment(ticket, "a"))
                .contains(new Refused(
                        Refused.Reason.REJECTED,
                        "HTTP 400: comment: You do not have the permission to comment on this issue."));
    }
}
