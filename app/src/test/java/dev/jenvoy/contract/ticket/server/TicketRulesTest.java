package dev.jenvoy.contract.ticket.server;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.DONE;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.IN_PROGRESS;
import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.ticket.standin.JiraIssue;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keys of a tracker decide: which happenings count, which way a ticket goes, what is no failure. */
class TicketRulesTest {

    private static final Integer NOT_PLANNED = null;

    @TempDir
    Path folder;

    @Test
    void a_merge_and_a_release_count_when_nothing_is_said_and_other_happenings_do_not() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            assertThat(site.came(Deliveries.pull("opened", 7, "SOC-1 log in").request())
                            .code())
                    .isEqualTo(NOT_PLANNED);
            assertThat(site.came(Deliveries.pull("closed", 7, "SOC-1 log in").request())
                            .code())
                    .isEqualTo(NOT_PLANNED);
            assertThat(site.merged(7, "SOC-1 log in").fine()).containsExactly("SOC-1 To Do -> In Progress");
            assertThat(site.release(1, "SOC-1").fine()).containsExactly("SOC-1 In Progress -> Done");
            assertThat(issue.history()).containsExactly("In Progress", "Done");
        }
    }

    @Test
    void each_happening_has_the_event_that_on_gives_it() throws Exception {
        try (TicketSite site = TicketSite.in(folder)
                .set("on", Map.of("opened", "next", "reverted", "prev"))
                .start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            assertThat(site.came(Deliveries.pull("opened", 7, "Log in")
                                    .branch("feature/soc-1-login")
                                    .request())
                            .fine())
                    .containsExactly("SOC-1 To Do -> In Progress");
            assertThat(site.merged(7, "SOC-1 log in").code()).isEqualTo(NOT_PLANNED);
            assertThat(site.merged(8, "Revert \"SOC-1 log in\"").fine()).containsExactly("SOC-1 In Progress -> To Do");
            assertThat(issue.history()).containsExactly("In Progress", "To Do");
        }
    }

    @Test
    void in_the_body_of_a_pull_request_a_ticket_needs_a_closing_word() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            site.issue("SOC-1", TO_DO);
            site.issue("SOC-2", TO_DO);
            HookRequest merge = Deliveries.pull("closed", 7, "Log in")
                    .body("Part of SOC-9\n\n"
                            + "Fixes SOC-1 and SOC-2\n\n"
                            + "`closes SOC-3`\n"
                            + "<!-- closes SOC-4 -->\n"
                            + "> closes SOC-5")
                    .merged()
                    .request();
            assertThat(site.came(merge).fine())
                    .containsExactly("SOC-1 To Do -> In Progress", "SOC-2 To Do -> In Progress");
        }
    }

    @Test
    void a_pull_request_from_a_fork_counts_when_it_is_merged_and_before_only_if_forks_are_let_in() throws Exception {
        try (TicketSite site = TicketSite.in(folder)
                .set("on", Map.of("opened", "next", "merged", "next"))
                .start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            HookRequest opened =
                    Deliveries.pull("opened", 7, "SOC-1").fromFork().request();
            assertThat(site.came(opened).code()).isEqualTo(NOT_PLANNED);
            assertThat(site.came(Deliveries.pull("closed", 7, "SOC-1")
                                    .fromFork()
                                    .merged()
                                    .request())
                            .code())
                    .isZero();
            assertThat(issue.history()).containsExactly("In Progress");

            site.set("forks", true);
            assertThat(site.came(Deliveries.pull("opened", 8, "SOC-1")
                                    .fromFork()
                                    .request())
                            .code())
                    .isZero();
            assertThat(issue.history()).containsExactly("In Progress", "Done");
        }
    }

    @Test
    void a_merge_counts_on_the_default_branch_or_on_the_listed_ones() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            HookRequest merge = Deliveries.pull("closed", 7, "SOC-1")
                    .into("release-2")
                    .merged()
                    .request();
            assertThat(site.came(merge).code()).isEqualTo(NOT_PLANNED);

            site.set("branches", List.of("release-2"));
            assertThat(site.merged(8, "SOC-1").code()).isEqualTo(NOT_PLANNED);
            assertThat(site.came(merge).code()).isZero();
            assertThat(issue.history()).containsExactly("In Progress");
        }
    }

    @Test
    void only_listed_repositories_move_tickets() throws Exception {
        try (TicketSite site = TicketSite.in(folder)
                .set("repositories", List.of("acme/shop", "other/*"))
                .start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            assertThat(site.merged(7, "SOC-1").code()).isEqualTo(NOT_PLANNED);
            assertThat(site.came(Deliveries.pull("closed", 7, "SOC-1")
                                    .of("shop")
                                    .merged()
                                    .request())
                            .code())
                    .isZero();
            assertThat(issue.history()).containsExactly("In Progress");
        }
    }

    @Test
    void a_delivery_with_too_many_tickets_moves_none_and_says_how_many() throws Exception {
        try (TicketSite site = TicketSite.in(folder).set("max_tickets", 2).start()) {
            assertThat(site.release(1, "SOC-1 SOC-2 SOC-3"))
                    .isEqualTo(new Came(
                            200,
                            1,
                            List.of(),
                            List.of(),
                            "nothing was moved: it names 3 tickets, and max_tickets is 2"));
            assertThat(site.jira.requests()).isEmpty();
        }
    }

    @Test
    void ten_thousand_tickets_are_refused_as_well() throws Exception {
        try (TicketSite site = TicketSite.in(folder).set("max_tickets", 500).start()) {
            String all = IntStream.range(1, 20_000)
                    .mapToObj(number -> "SOC-" + number)
                    .collect(Collectors.joining(" "));
            assertThat(site.release(1, all).error())
                    .isEqualTo("nothing was moved: it names more than 10000 tickets, and max_tickets is 500");
            assertThat(site.jira.requests()).isEmpty();
        }
    }

    @Test
    void fifteen_megabytes_that_look_like_keys_are_read_in_time() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            HookRequest release = Deliveries.release("released", 1, "A-1".repeat(5_000_000));
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThat(site.send(release).status()).isEqualTo(200));
            assertThat(site.jira.requests()).isEmpty();
        }
    }

    @Test
    void a_missing_ticket_fails_the_delivery_unless_the_tracker_ignores_it() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            Came came = site.release(1, "SOC-404 SOC-1");
            assertThat(came.code()).isOne();
            assertThat(came.fine()).containsExactly("SOC-1 To Do -> In Progress");
            assertThat(came.others()).singleElement().asString().startsWith("SOC-404 refused: ");
            assertThat(came.error()).isEqualTo("1 of 2 tickets was refused");

            site.set("missing", "ignore");
            Came ignored = site.release(2, "SOC-404 SOC-1");
            assertThat(ignored.code()).isZero();
            assertThat(ignored.fine()).hasSize(2).first().asString().startsWith("SOC-404 left alone: ");
            assertThat(issue.history()).containsExactly("In Progress", "Done");
        }
    }

    @Test
    void a_ticket_goes_several_steps_to_a_target_that_none_reaches_at_once_if_hops_allow_it() throws Exception {
        try (TicketSite site = TicketSite.in(folder)
                .machines(TicketSite.MACHINES.replace(
                        "state \"in_progress\" \"prev\"",
                        "state \"to_do\" \"ship\" {\n transition = \"done\"\n}\nstate \"in_progress\" \"prev\""))
                .set("on", Map.of("release", "ship"))
                .start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            assertThat(site.release(1, "SOC-1").others())
                    .containsExactly(
                            "SOC-1 refused: no transition from To Do to Done; there are: Start -> In Progress");

            site.set("hops", 2);
            assertThat(site.release(2, "SOC-1").fine()).containsExactly("SOC-1 To Do -> Done");
            assertThat(issue.history()).containsExactly("In Progress", "Done");
        }
    }

    @Test
    void fields_of_the_target_are_set_with_the_move_and_left_out_where_it_has_no_such_field() throws Exception {
        try (TicketSite site = TicketSite.in(folder)
                .set("fields", Map.of("done", Map.of("resolution", Map.of("name", "Done"))))
                .start()) {
            site.jira.project(
                    "DEVHOP",
                    JiraWorkflow.simple()
                            .with(JiraWorkflow.transition("31", "Finish", "Fertig", "In Progress", "Done")
                                    .withScreen("resolution")));
            JiraIssue with = site.issue("DEVHOP-1", IN_PROGRESS);
            JiraIssue without = site.issue("SOC-1", IN_PROGRESS);
            assertThat(site.release(1, "DEVHOP-1 SOC-1").fine())
                    .containsExactly("DEVHOP-1 In Progress -> Done", "SOC-1 In Progress -> Done (without resolution)");
            assertThat(with.field("resolution")).contains("Done");
            assertThat(without.field("resolution")).isEmpty();
        }
    }

    @Test
    void a_moved_ticket_gets_a_link_and_a_comment_if_the_tracker_wants_them() throws Exception {
        try (TicketSite site =
                TicketSite.in(folder).set("link", true).set("comment", true).start()) {
            JiraIssue moved = site.issue("SOC-1", TO_DO);
            JiraIssue alone = site.issue("SOC-2", DONE);
            site.merged(7, "SOC-1 SOC-2");
            assertThat(moved.links())
                    .containsExactly(Map.entry("https://github.com/acme/site/pull/7", "acme/site#7 merged"));
            assertThat(moved.comments()).singleElement().asString().contains("https://github.com/acme/site/pull/7");
            assertThat(alone.links()).isEmpty();
            assertThat(alone.comments()).isEmpty();
        }
    }

    @Test
    void a_redelivered_happening_that_something_newer_has_overtaken_moves_nothing() throws Exception {
        try (TicketSite site = TicketSite.in(folder)
                .set("on", Map.of("opened", "next", "merged", "next"))
                .start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            HookRequest opened = Deliveries.pull("opened", 7, "SOC-1").request();
            site.jira.answerNext(400, "{\"errorMessages\": [\"not now\"], \"errors\": {}}");
            assertThat(site.came(opened).others()).singleElement().asString().contains("not now");
            assertThat(site.merged(7, "SOC-1").fine()).containsExactly("SOC-1 To Do -> In Progress");

            assertThat(site.came(opened).fine())
                    .containsExactly("SOC-1 left alone: delivery 2 about acme/site#7 moved it since");
            assertThat(issue.history()).containsExactly("In Progress");
        }
    }

    @Test
    void a_happening_that_arrives_after_a_later_one_of_its_pull_request_moves_nothing() throws Exception {
        try (TicketSite site = TicketSite.in(folder)
                .set("on", Map.of("opened", "prev", "merged", "next"))
                .start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            assertThat(site.merged(7, "SOC-1").fine()).containsExactly("SOC-1 To Do -> In Progress");

            assertThat(site.came(Deliveries.pull("opened", 7, "SOC-1").request())
                            .fine())
                    .containsExactly("SOC-1 left alone: delivery 1 about acme/site#7 happened later and moved it");
            assertThat(site.came(Deliveries.pull("opened", 8, "SOC-1").request())
                            .fine())
                    .containsExactly("SOC-1 In Progress -> To Do");
            assertThat(issue.history()).containsExactly("In Progress", "To Do");
        }
    }

    @Test
    void payloads_of_wrong_types_have_no_keys_and_no_error() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            assertThat(site.send(Deliveries.release("released", 1, JsonNull.INSTANCE))
                            .status())
                    .isEqualTo(200);
            assertThat(site.send(Deliveries.release("released", 1, new JsonPrimitive(17)))
                            .status())
                    .isEqualTo(200);
            assertThat(site.send(Deliveries.release("released", 1, new JsonArray()))
                            .status())
                    .isEqualTo(200);
            assertThat(site.send(Deliveries.pull("closed", 7, "SOC-1")
                                    .with("title", JsonNull.INSTANCE)
                                    .merged()
                                    .request())
                            .status())
                    .isEqualTo(200);
            assertThat(site.send(HookRequest.event("release", "{\"action\":\"released\",\"release\":[1]}"))
                            .status())
                    .isLessThan(500);
            assertThat(site.jira.requests()).isEmpty();
        }
    }
}
