package dev.jenvoy.contract.ticket.server;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.IN_PROGRESS;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.ticket.standin.JiraIssue;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release moves the tickets that it names, each one step, however often it is reported. */
class ReleaseTest {

    @TempDir
    Path folder;

    @Test
    void a_release_moves_the_named_tickets_of_configured_projects_one_step_each_and_no_look_alike() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            JiraIssue first = site.issue("SOC-1", TO_DO);
            JiraIssue second = site.issue("SOC-2", IN_PROGRESS);
            JiraIssue third = site.issue("DEVHOP-3", TO_DO);

            Came came = site.release(1, "SOC-1, SOC-2, DEVHOP-3, UTF-8, CVE-2024-1234");

            assertThat(came.fine())
                    .containsExactly(
                            "SOC-1 To Do -> In Progress", "SOC-2 In Progress -> Done", "DEVHOP-3 To Do -> In Progress");
            assertThat(came).isEqualTo(new Came(200, 0, came.fine(), List.of(), ""));
            assertThat(first.history()).containsExactly("In Progress");
            assertThat(second.history()).containsExactly("Done");
            assertThat(third.history()).containsExactly("In Progress");
            assertThat(site.jira.requests())
                    .allMatch(request ->
                            request.path().matches("/rest/api/2/issue/(SOC-1|SOC-2|DEVHOP-3)(/transitions)?"));
        }
    }

    @Test
    void the_three_deliveries_of_one_release_move_its_tickets_once() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);

            Came created = site.came(Deliveries.release("created", 1, "SOC-1"));
            Came published = site.came(Deliveries.release("published", 1, "SOC-1"));
            Came released = site.came(Deliveries.release("released", 1, "SOC-1"));

            assertThat(created.code()).isNull();
            assertThat(published.fine()).containsExactly("SOC-1 To Do -> In Progress");
            assertThat(released.code()).isZero();
            assertThat(released.fine())
                    .containsExactly("SOC-1 left alone: the same happening was handled with delivery 1");
            assertThat(issue.history()).containsExactly("In Progress");
        }
    }

    @Test
    void another_release_moves_them_on_until_the_last_state() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            site.release(1, "SOC-1");
            site.release(2, "SOC-1");

            assertThat(site.release(3, "SOC-1").fine()).containsExactly("SOC-1 is Done, the last state");
            assertThat(issue.history()).containsExactly("In Progress", "Done");
        }
    }

    @Test
    void a_redelivery_moves_nothing_more_and_runs_the_hooks_as_ever() throws Exception {
        try (TicketSite site = TicketSite.in(folder).hook("release", "exit 0").start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            HookRequest release = Deliveries.release("released", 1, "SOC-1");
            site.send(release);

            assertThat(site.came(release).fine())
                    .containsExactly("SOC-1 left alone: the same happening was handled with delivery 1");
            assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/1/redeliver"))
                            .status())
                    .isEqualTo(202);
            Eventually.that(() -> assertThat(site.runs("release")).isEqualTo(3));
            assertThat(issue.history()).containsExactly("In Progress");
        }
    }

    @Test
    void of_two_transitions_whose_names_and_targets_cross_the_target_decides() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            site.jira.project("SOC", JiraWorkflow.crossed());
            JiraIssue issue = site.issue("SOC-1", TO_DO);

            assertThat(site.release(1, "SOC-1").fine()).containsExactly("SOC-1 To Do -> In Progress");
            assertThat(issue.history()).containsExactly("In Progress");
        }
    }

    @Test
    void a_delivery_without_keys_asks_nobody_and_is_answered_as_without_tickets() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            assertThat(site.send(Deliveries.release("released", 1, "UTF-8"))
                            .json()
                            .get("status")
                            .getAsString())
                    .isEqualTo("nop");
            assertThat(site.send(HookRequest.push()).json().get("status").getAsString())
                    .isEqualTo("nop");
            assertThat(site.jira.requests()).isEmpty();
        }
    }
}
