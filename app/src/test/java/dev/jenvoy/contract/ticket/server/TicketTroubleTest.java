package dev.jenvoy.contract.ticket.server;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.ticket.standin.JiraIssue;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraUser;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tracker that refuses, is down or is something else: what is asked, what is said, and how it goes on. */
class TicketTroubleTest {

    private static final String FIVE = "SOC-1 SOC-2 SOC-3 SOC-4 SOC-5";
    private static final String NEW_TOKEN = "ATATT3xFfGF0-another-not-real-token=5E6F7A8B";

    @TempDir
    Path folder;

    private static List<JiraIssue> five(TicketSite site) {
        List<JiraIssue> issues = new ArrayList<>();
        for (String key : FIVE.split(" ")) {
            issues.add(site.issue(key, TO_DO));
        }
        return issues;
    }

    @Test
    void an_expired_token_costs_one_request_and_a_new_one_moves_the_tickets_without_running_a_hook() throws Exception {
        try (TicketSite site = TicketSite.in(folder).hook("release", "exit 0").start()) {
            List<JiraIssue> issues = five(site);
            site.jira.expireTokens();

            Came came = site.release(1, FIVE);
            assertThat(came.code()).isEqualTo(78);
            assertThat(came.error()).isEqualTo("5 of 5 tickets were not tried");
            assertThat(came.others()).hasSize(5).allMatch(line -> line.matches("SOC-\\d not tried: .*"));
            assertThat(site.jira.requests()).hasSize(1);
            assertThat(site.release(2, FIVE).code()).isEqualTo(78);
            assertThat(site.jira.requests()).hasSize(1);
            HttpAnswer ready = site.server().get("/readyz");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.body())
                    .contains("tracker atlassian cannot be used")
                    .doesNotContain(TicketSite.TOKEN);

            site.jira.user(JiraUser.basic(TicketSite.MAIL, NEW_TOKEN));
            site.set("token", NEW_TOKEN);
            Eventually.that(
                    () -> assertThat(site.server().get("/readyz").body()).doesNotContain("tracker atlassian"));
            assertThat(retry(site, 1).status()).isEqualTo(202);
            Eventually.that(
                    () -> assertThat(issues).allMatch(issue -> issue.status().equals("In Progress")));
            assertThat(site.runs("release")).isEqualTo(2);
        }
    }

    @Test
    void a_token_that_is_right_again_is_used_when_a_person_says_so() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            site.jira.expireTokens();
            site.release(1, "SOC-1");
            site.jira.user(JiraUser.basic(TicketSite.MAIL, TicketSite.TOKEN));
            assertThat(site.release(2, "SOC-1").code()).isEqualTo(78);

            assertThat(retry(site, 1).status()).isEqualTo(202);
            Eventually.that(() -> assertThat(issue.history()).containsExactly("In Progress"));
            assertThat(site.server().get("/readyz").body()).doesNotContain("tracker atlassian");
        }
    }

    @Test
    void a_link_and_a_comment_for_which_the_token_has_no_scope_are_remarks() throws Exception {
        try (TicketSite site =
                TicketSite.in(folder).set("link", true).set("comment", true).start()) {
            JiraIssue one = site.issue("SOC-1", TO_DO);
            JiraIssue other = site.issue("SOC-2", TO_DO);
            site.jira.withoutScope("remotelink").withoutScope("comment");
            String why = "HTTP 401: Unauthorized; scope does not match";
            Came came = site.release(1, "SOC-1 SOC-2");

            assertThat(came.code()).isZero();
            assertThat(came.fine())
                    .containsExactly(
                            "SOC-1 To Do -> In Progress (not linked: " + why + "; no comment: " + why + ")",
                            "SOC-2 To Do -> In Progress (not linked: " + why + "; no comment: " + why + ")");
            assertThat(one.history()).containsExactly("In Progress");
            assertThat(other.history()).containsExactly("In Progress");
            assertThat(site.server().get("/readyz").body()).doesNotContain("tracker atlassian");
        }
    }

    @Test
    void a_page_in_the_place_of_an_answer_to_a_link_is_a_remark() throws Exception {
        try (TicketSite site = TicketSite.in(folder).set("link", true).start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            site.jira.withLogin("remotelink");

            assertThat(site.release(1, "SOC-1").fine())
                    .containsExactly("SOC-1 To Do -> In Progress (not linked: HTTP 302: a redirect to 127.0.0.1,"
                            + " which is not followed)");
            assertThat(issue.history()).containsExactly("In Progress");
            assertThat(site.server().get("/readyz").body()).doesNotContain("tracker atlassian");
        }
    }

    /** Tries the move of this number again. */
    private static HttpAnswer retry(TicketSite site, long move) throws Exception {
        return site.admin(HookRequest.of("POST", "/api/tickets/" + move + "/retry"));
    }

    @Test
    void a_tracker_that_is_down_is_asked_again_until_it_is_up() throws Exception {
        try (TicketSite site = TicketSite.in(folder)) {
            site.server().with("response_timeout", "1s");
            site.start();
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            site.jira.goDown();
            assertThat(site.send(Deliveries.release("released", 1, "SOC-1")).status())
                    .isEqualTo(202);
            site.jira.comeUp();
            Eventually.that(() -> assertThat(issue.history()).containsExactly("In Progress"));
        }
    }

    @Test
    void the_tries_end_and_the_delivery_says_so() throws Exception {
        try (TicketSite site = TicketSite.in(folder).set("retries", 0).start()) {
            site.issue("SOC-1", TO_DO);
            site.issue("SOC-2", TO_DO);
            site.jira.goDown();
            Came came = site.release(1, "SOC-1 SOC-2");
            assertThat(came.code()).isEqualTo(75);
            assertThat(came.error()).isEqualTo("2 of 2 tickets were not moved yet");
            assertThat(came.others()).hasSize(2).allMatch(line -> line.contains(" later: "));
        }
    }

    @Test
    void a_page_for_people_in_the_place_of_jira_ends_the_delivery_with_78() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            site.issue("SOC-1", TO_DO);
            site.jira.failReadsToo();
            site.jira.answerNext(JiraStandIn.page(200, "Please log in"));
            Came came = site.release(1, "SOC-1");
            assertThat(came.code()).isEqualTo(78);
            assertThat(site.server().get("/readyz").body()).contains("tracker atlassian cannot be used");
            assertThat(site.release(2, "SOC-1").fine()).containsExactly("SOC-1 To Do -> In Progress");
        }
    }

    @Test
    void one_refused_ticket_stops_no_other_and_each_has_its_line() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            site.issue("SOC-1", TO_DO);
            site.issue("SOC-2", TO_DO);
            site.issue("SOC-3", TO_DO);
            site.jira.acceptNext();
            site.jira.answerNext(
                    400, "{\"errorMessages\": [], \"errors\": {\"resolution\": \"<b>is\\u0007 required\"}}");
            Came came = site.release(1, "SOC-1 SOC-2 SOC-3");
            assertThat(came.code()).isOne();
            assertThat(came.fine()).containsExactly("SOC-1 To Do -> In Progress", "SOC-3 To Do -> In Progress");
            assertThat(came.others())
                    .singleElement()
                    .asString()
                    .startsWith("SOC-2 refused: ")
                    .contains("<b>is\\u{7} required");
            assertThat(came.error()).isEqualTo("1 of 3 tickets was refused");
        }
    }

    @Test
    void a_ticket_that_has_moved_to_another_project_goes_on_under_its_new_key() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            JiraIssue known = site.issue("SOC-1", TO_DO);
            site.jira.rekey("SOC-1", "DEVHOP-9");
            JiraIssue foreign = site.issue("SOC-2", TO_DO);
            site.jira.project("OPS", JiraWorkflow.simple()).rekey("SOC-2", "OPS-9");
            Came came = site.release(1, "SOC-1 SOC-2");
            assertThat(came.code()).isZero();
            assertThat(came.fine())
                    .containsExactly(
                            "SOC-1 is DEVHOP-9 now: DEVHOP-9 To Do -> In Progress",
                            "SOC-2 left alone: it is OPS-9 now, whose project is not configured here");
            assertThat(known.history()).containsExactly("In Progress");
            assertThat(foreign.history()).isEmpty();
        }
    }

    @Test
    void a_merge_that_names_a_ticket_by_its_old_and_its_new_key_moves_it_once() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            JiraIssue issue = site.issue("SOC-12", TO_DO);
            site.jira.rekey("SOC-12", "DEVHOP-9");
            HookRequest merge = Deliveries.pull("closed", 7, "SOC-12: login")
                    .branch("devhop-9-login")
                    .merged()
                    .request();
            assertThat(site.came(merge).fine())
                    .containsExactly(
                            "SOC-12 is DEVHOP-9 now: DEVHOP-9 To Do -> In Progress",
                            "DEVHOP-9 left alone: the same ticket as SOC-12");
            site.came(merge);
            assertThat(issue.history()).containsExactly("In Progress");
        }
    }

    @Test
    void moves_wait_while_their_tracker_is_not_configured() throws Exception {
        try (TicketSite site = TicketSite.in(folder)) {
            site.server().with("response_timeout", "1s");
            site.start();
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            site.jira.goDown();
            site.send(Deliveries.release("released", 1, "SOC-1"));

            site.setAll("trackers", Map.of());
            Eventually.that(() -> assertThat(site.admin("/api/deliveries/1").body())
                    .contains("the configuration no longer has the tracker atlassian"));
            site.server().stop();
            site.server().without("tickets");
            site.start();
            Eventually.that(() -> assertThat(site.admin("/api/deliveries/1").body())
                    .contains("the configuration no longer has tickets"));
            site.jira.comeUp();
            site.withTracker();

            Eventually.that(() -> assertThat(issue.history()).containsExactly("In Progress"));
        }
    }

    @Test
    void hostile_names_of_statuses_are_escaped_and_cut() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            site.issue("SOC-1", new JiraWorkflow.Status("77", "\u001b[31m" + "x".repeat(10_000), "x", "new"));
            Came came = site.release(1, "SOC-1");
            assertThat(came.others()).singleElement().satisfies(line -> {
                assertThat(line).startsWith("SOC-1 refused: the state file has no alias for its status ");
                assertThat(line).hasSizeLessThan(500).doesNotContain("\u001b");
            });
        }
    }
}
