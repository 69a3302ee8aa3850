package dev.jenvoy.contract.ticket.tracker;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.DONE;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.IN_PROGRESS;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import dev.jenvoy.ticket.tracker.Step;
import dev.jenvoy.ticket.tracker.Steps;
import dev.jenvoy.ticket.tracker.SurveyResult;
import dev.jenvoy.ticket.tracker.Ticket;
import dev.jenvoy.ticket.tracker.TicketStatus;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import dev.jenvoy.ticket.tracker.http.TrackerAccount;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a ticket and of a project, with the account and the language as they are. */
class JiraLookTest {

    private final JiraSite site = JiraSite.open();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void a_ticket_has_its_status_and_its_steps_by_where_they_lead() throws InterruptedException {
        site.jira.project("SOC", JiraWorkflow.crossed()).issue("SOC-12", TO_DO);

        Ticket ticket = site.look("SOC-12");

        assertThat(ticket.key()).isEqualTo("SOC-12");
        assertThat(ticket.project()).isEqualTo("SOC");
        assertThat(ticket.url()).isEqualTo("https://acme.example/jira/browse/SOC-12");
        assertThat(ticket.status()).isEqualTo(new TicketStatus("10000", "To Do", ""));
        assertThat(ticket.steps())
                .isEqualTo(new Steps.Listed(List.of(
                        new Step("11", "Done", new TicketStatus("3", "In Progress", ""), false, true),
                        new Step("21", "In Progress", new TicketStatus("10002", "Done", ""), false, true))));
        assertThat(site.jira.requests()).hasSize(1);
        assertThat(site.asked).containsExactly("atlassian 200");
    }

    @Test
    void names_are_in_the_language_of_the_account_and_in_jiras_own() throws InterruptedException {
        site.jira.user(JiraSite.ADA.speaking("de")).issue("SOC-12", TO_DO);

        Ticket ticket = site.look("SOC-12");

        assertThat(ticket.status()).isEqualTo(new TicketStatus("10000", "Zu erledigen", "To Do"));
        assertThat(JiraSite.steps(ticket))
                .containsExactly(
                        new Step("11", "Beginnen", new TicketStatus("3", "In Arbeit", "In Progress"), false, true));
    }

    @Test
    void a_step_says_whether_it_has_a_screen_and_can_be_taken() throws InterruptedException {
        site.jira
                .project(
                        "SOC",
                        JiraWorkflow.empty()
                                .with(JiraWorkflow.transition("5", "Ask", "Fragen", "", "Done")
                                        .withScreen("resolution"))
                                .with(JiraWorkflow.transition("6", "Go", "Los", "", "Done")
                                        .unavailable()))
                .issue("SOC-12", TO_DO);

        assertThat(JiraSite.steps(site.look("SOC-12")))
                .extracting(Step::id, Step::hasScreen, Step::available)
                .containsExactly(tuple("5", true, true), tuple("6", false, false));
    }

    @Test
    void a_ticket_that_was_moved_to_another_project_has_its_new_key() throws InterruptedException {
        site.jira.project("DEVHOP", JiraWorkflow.simple()).issue("SOC-12", DONE);
        site.jira.rekey("SOC-12", "DEVHOP-3");

        Ticket ticket = site.look("SOC-12");

        assertThat(ticket.key()).isEqualTo("DEVHOP-3");
        assertThat(ticket.project()).isEqualTo("DEVHOP");
        assertThat(ticket.url()).isEqualTo("https://acme.example/jira/browse/DEVHOP-3");
    }

    @Test
    void an_account_that_may_not_move_it_is_said_so_because_jira_only_lists_nothing() throws InterruptedException {
        site.jira.user(JiraSite.ADA.without(JiraStandIn.MOVE)).issue("SOC-12", TO_DO);

        assertThat(site.look("SOC-12").steps())
                .isEqualTo(new Steps.Withheld("the account has no permission \"Transition issues\" for it"));
    }

    @Test
    void a_ticket_at_the_end_of_its_workflow_has_no_steps() throws InterruptedException {
        site.jira.project("SOC", JiraWorkflow.empty()).issue("SOC-12", IN_PROGRESS);

        assertThat(site.look("SOC-12").steps()).isEqualTo(new Steps.Listed(List.of()));
    }

    @Test
    void a_ticket_that_does_not_exist_is_missing() throws InterruptedException {
        assertThat(site.tracker().look("SOC-404"))
                .isEqualTo(new TrackerFailure.Refused(
                        TrackerFailure.Refused.Reason.MISSING,
                        "HTTP 404: Issue does not exist or you do not have permission to see it."));
        assertThat(site.tracker().trouble()).isEmpty();
    }

    @Test
    void a_key_is_a_part_of_the_path_whatever_it_holds() throws InterruptedException {
        site.tracker().look("A/../B?$-1");

        assertThat(site.jira.requests().get(0).path()).isEqualTo("/rest/api/2/issue/A/../B?$-1");
        assertThat(site.jira.requests().get(0).query()).containsEntry("expand", "transitions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12", "\"../../x?y=1\"", "\"SOC\"", "\"SOC-0\"", "\"--help\"", "\"\"", "true", "{}", "null"})
    void an_answer_whose_key_has_another_form_is_not_jiras(String key) throws InterruptedException {
        site.jira.failReadsToo();
        site.jira.answerNext(
                200,
                "{\"key\":" + key + ",\"fields\":{\"status\":{\"id\":\"3\",\"name\":\"Done\"}},\"transitions\":[]}");

        assertThat(site.tracker().look("SOC-12"))
                .isEqualTo(new TrackerFailure.Shut(
                        TrackerFailure.Shut.Reason.NOT_TRACKER, "HTTP 200: this is not an issue as Jira shows it"));
    }

    @Test
    void a_token_in_an_answer_is_in_no_value() throws InterruptedException {
        site.jira.failReadsToo();
        String status =
                "{\"id\":\"3\",\"name\":\"a " + JiraSite.TOKEN + "\",\"untranslatedName\":\"" + JiraSite.TOKEN + "\"}";
        site.jira.answerNext(
                200,
                "{\"key\":\"SOC-12\",\"fields\":{\"status\":" + status + "},\"transitions\":[{\"id\":\"1\",\"name\":\""
                        + JiraSite.TOKEN + "\",\"to\":" + status + "}]}");

        Ticket ticket = site.look("SOC-12");

        assertThat(ticket.status()).isEqualTo(new TicketStatus("3", "a ***", "***"));
        assertThat(JiraSite.steps(ticket)).containsExactly(new Step("1", "***", ticket.status(), false, true));
        assertThat(ticket.toString()).doesNotContain(JiraSite.TOKEN);
    }

    @Test
    void the_name_of_an_account_has_no_token() throws InterruptedException {
        site.jira.failReadsToo();
        site.jira.answerNext(200, "{\"displayName\":\"Ada " + JiraSite.TOKEN + "\"}");

        assertThat(site.tracker().survey("SOC"))
                .isInstanceOfSatisfying(
                        SurveyResult.Surveyed.class,
                        surveyed -> assertThat(surveyed.account()).isEqualTo("Ada ***"));
    }

    @Test
    void data_center_is_below_a_path_and_takes_a_token_without_a_user() throws InterruptedException {
        site.asDataCenter("/jira", JiraSite.TOKEN).jira.issue("SOC-12", TO_DO);

        assertThat(site.look("SOC-12").status().name()).isEqualTo("To Do");
        assertThat(site.jira.requests().get(0).header("authorization")).isEqualTo("Bearer " + JiraSite.TOKEN);
    }

    @Test
    void a_project_is_surveyed_without_a_change() throws InterruptedException {
        assertThat(site.tracker().survey("SOC"))
                .isEqualTo(new SurveyResult.Surveyed(
                        JiraSite.MAIL,
                        true,
                        List.of(
                                new TicketStatus("10000", "To Do", ""),
                                new TicketStatus("3", "In Progress", ""),
                                new TicketStatus("10001", "In Review", ""),
                                new TicketStatus("10002", "Done", ""))));
        assertThat(site.jira.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.method()).isEqualTo("GET"));
    }

    @Test
    void a_survey_says_that_the_account_may_not_move_or_that_there_is_no_such_project() throws InterruptedException {
        site.jira.user(JiraSite.ADA.without(JiraStandIn.MOVE));

        assertThat(site.tracker().survey("SOC"))
                .isInstanceOfSatisfying(
                        SurveyResult.Surveyed.class,
                        surveyed -> assertThat(surveyed.mayMove()).isFalse());
        assertThat(site.tracker().survey("NONE"))
                .isEqualTo(new TrackerFailure.Refused(
                        TrackerFailure.Refused.Reason.MISSING, "HTTP 404: No project could be found with key 'NONE'."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\r\nX: y", "t\u00e4"})
    void a_token_that_cannot_be_sent_is_no_account(String token) {
        assertThat(TrackerAccount.flaw(Optional.empty(), token)).isPresent();
        assertThatThrownBy(() -> new TrackerAccount(Optional.of("ada"), token))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_account_does_not_show_its_token() {
        assertThat(new TrackerAccount(Optional.of("ada"), "secret-token")).hasToString("TrackerAccount[ada]");
    }
}
