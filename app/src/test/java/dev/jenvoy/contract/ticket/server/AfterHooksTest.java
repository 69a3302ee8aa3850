package dev.jenvoy.contract.ticket.server;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.ticket.standin.JiraIssue;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hooks that failed mean for the tickets of their delivery, at once and when they are tried again. */
class AfterHooksTest {

    @TempDir
    Path folder;

    /** Returns a server whose hook for releases fails. */
    private TicketSite failing() throws Exception {
        return TicketSite.in(folder).hook("release", "exit 3").set("after", "success");
    }

    private static JsonObject move(TicketSite site, String ticket) throws Exception {
        return site.admin("/api/tickets?ticket=" + ticket)
                .json()
                .getAsJsonArray("moves")
                .get(0)
                .getAsJsonObject();
    }

    /** Tries the move of a ticket again, and returns how the delivery of the retry ended. */
    private static JsonObject retried(TicketSite site, String ticket) throws Exception {
        long number = move(site, ticket).get("move").getAsLong();
        JsonObject begun = site.admin(HookRequest.of("POST", "/api/tickets/" + number + "/retry"))
                .json();
        return ended(site, begun.get("entry").getAsLong());
    }

    private static JsonObject ended(TicketSite site, long entry) throws Exception {
        String path = "/api/deliveries/" + entry;
        Eventually.that(() ->
                assertThat(site.admin(path).json().get("state").getAsString()).isIn("succeeded", "failed"));
        return site.admin(path).json();
    }

    @Test
    void after_success_moves_tickets_only_when_the_hooks_ended_well() throws Exception {
        try (TicketSite site = failing().start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            assertThat(site.release(1, "SOC-1"))
                    .isEqualTo(new Came(
                            200,
                            1,
                            List.of(),
                            List.of("SOC-1 not moved: release failed"),
                            "1 of 1 ticket was not moved, because a hook failed"));
            assertThat(site.jira.requests()).isEmpty();

            site.server().hook("release", "#!/bin/sh", "exit 0");
            assertThat(site.release(2, "SOC-1").fine()).containsExactly("SOC-1 To Do -> In Progress");
            assertThat(issue.history()).containsExactly("In Progress");
        }
    }

    @Test
    void a_hook_that_fails_stops_no_ticket_when_nothing_is_said() throws Exception {
        try (TicketSite site = TicketSite.in(folder).hook("release", "exit 3").start()) {
            site.issue("SOC-1", TO_DO);
            assertThat(site.release(1, "SOC-1").fine()).containsExactly("SOC-1 To Do -> In Progress");
        }
    }

    @Test
    void a_ticket_that_a_failed_hook_held_is_listed_and_a_retry_moves_it_only_after_the_hook_ended_well()
            throws Exception {
        try (TicketSite site = failing().start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            site.release(1, "SOC-1");
            assertThat(move(site, "SOC-1").get("result").getAsString()).isEqualTo("hook_failed");
            assertThat(move(site, "SOC-1").get("fine").getAsBoolean()).isFalse();

            assertThat(retried(site, "SOC-1").get("state").getAsString()).isEqualTo("failed");
            assertThat(retried(site, "SOC-1").get("state").getAsString()).isEqualTo("failed");
            assertThat(site.jira.requests()).isEmpty();
            assertThat(site.runs("release")).isOne();

            site.server().hook("release", "#!/bin/sh", "exit 0");
            assertThat(site.release(1, "SOC-1").fine()).containsExactly("SOC-1 To Do -> In Progress");
            assertThat(issue.history()).containsExactly("In Progress");
        }
    }

    @Test
    void a_retry_of_what_another_tracker_refused_moves_no_ticket_that_a_failed_hook_held() throws Exception {
        try (TicketSite site = failing().withEmptyTracker().start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            site.release(1, "OPS-1 SOC-1");

            site.jira.project("OPS", JiraWorkflow.simple());
            JiraIssue other = site.issue("OPS-1", TO_DO);

            retried(site, "OPS-1");

            assertThat(other.history()).containsExactly("In Progress");
            assertThat(issue.history()).isEmpty();
            assertThat(site.runs("release")).isOne();
        }
    }

    @Test
    void what_was_refused_after_good_hooks_is_tried_again_without_them() throws Exception {
        try (TicketSite site = TicketSite.in(folder)
                .hook("release", "exit 0")
                .set("after", "success")
                .start()) {
            assertThat(site.release(1, "SOC-1").code()).isOne();
            JiraIssue issue = site.issue("SOC-1", TO_DO);

            assertThat(retried(site, "SOC-1").get("state").getAsString()).isEqualTo("succeeded");
            assertThat(issue.history()).containsExactly("In Progress");
            assertThat(site.runs("release")).isOne();
        }
    }

    @Test
    void tickets_that_another_tracker_refused_are_no_failed_hook() throws Exception {
        try (TicketSite site = TicketSite.in(folder)
                .hook("release", "exit 0")
                .set("after", "success")
                .withEmptyTracker()
                .start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            Came came = site.release(1, "OPS-1 SOC-1");

            assertThat(came.fine()).containsExactly("SOC-1 To Do -> In Progress");
            assertThat(issue.history()).containsExactly("In Progress");
        }
    }
}
