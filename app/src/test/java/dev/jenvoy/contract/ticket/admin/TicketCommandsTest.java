package dev.jenvoy.contract.ticket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.ticket.standin.JiraIssue;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jenvoy tickets list} and {@code retry}, and the moves of {@code deliveries show}, with a running server. */
class TicketCommandsTest {

    @TempDir
    private Path elsewhere;

    private TrackedServer site;
    private Path ran;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TrackedServer.in(folder);
        ran = folder.resolve("ran");
        site.server.hook("release", "#!/bin/sh", "echo ran >> " + ran);
        site.start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Cli.Ran run(String command, String subcommand, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, subcommand));
        all.addAll(List.of(
                "--url", "http://127.0.0.1:" + site.server.adminAddress().getPort()));
        all.addAll(List.of(arguments));
        return new Cli(elsewhere).run(all.toArray(String[]::new));
    }

    private Cli.Ran tickets(String subcommand, String... arguments) {
        return run("tickets", subcommand, arguments);
    }

    @Test
    void moves_are_listed_with_their_trackers() throws Exception {
        site.server.send(TrackedServer.release(7, "SOC-1, SOC-9"));

        Cli.Ran ran = tickets("list");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains("TRACKER", "atlassian", "SOC-1", "moved", "To Do", "In Progress", "SOC-9", "missing");
        assertThat(ran.code()).isZero();
        assertThat(tickets("list", "--ticket", "SOC-9").out()).contains("SOC-9").doesNotContain("SOC-1");
        assertThat(tickets("list", "--result", "moved").out()).doesNotContain("SOC-9");
        assertThat(tickets("list", "--since", "1h").out()).contains("SOC-9");
        assertThat(tickets("list", "--since", "2099-01-01").out()).contains("No moves.");
        assertThat(tickets("list", "--json").out()).contains("\"ticket\": \"SOC-9\"", "\"next\": null");
        assertThat(tickets("list", "--result", "done").err()).contains("jenvoy: result: expected one of moved, ");
        assertThat(tickets("list", "--result", "done").code()).isEqualTo(1);
    }

    @Test
    void a_delivery_is_shown_with_its_moves_line_by_line() throws Exception {
        site.server.send(TrackedServer.release(7, "SOC-1, SOC-9"));

        assertThat(run("deliveries", "show", "1").out())
                .contains("\nTickets:\n  SOC-1 To Do -> In Progress: moved\n  SOC-9: missing (");
    }

    @Test
    void a_move_is_tried_again_and_no_hook_runs() throws Exception {
        site.server.send(TrackedServer.release(7, "SOC-9"));
        site.jira.issue("SOC-9", JiraWorkflow.TO_DO);

        Cli.Ran again = tickets("retry", "1");

        assertThat(again.all()).isEqualTo("Move 1 is tried again with delivery 2.\n");
        assertThat(again.code()).isZero();
        Eventually.that(
                () -> assertThat(tickets("list", "--result", "moved").out()).contains("SOC-9"));
        assertThat(Files.readAllLines(ran)).hasSize(1);
        Cli.Ran moved = tickets("retry", "1");
        assertThat(moved.err()).isEqualTo("jenvoy: move 1: the ticket was moved: nothing is left to do\n");
        assertThat(moved.code()).isEqualTo(1);
        assertThat(tickets("retry", "99").err()).isEqualTo("jenvoy: move 99: no such move\n");
    }

    @Test
    void all_that_was_refused_is_tried_again_once_for_each_delivery() throws Exception {
        site.server.send(TrackedServer.release(7, "SOC-8, SOC-9"));
        site.server.send(TrackedServer.release(8, "SOC-9"));
        site.server.send(TrackedServer.release(9, "SOC-1"));
        site.jira.issue("SOC-8", JiraWorkflow.TO_DO);
        JiraIssue issue = site.jira.issue("SOC-9", JiraWorkflow.TO_DO);

        Cli.Ran again = tickets("retry", "--refused", "--since", "1d");

        assertThat(again.out())
                .startsWith("Delivery 1: its moves are tried again with delivery ")
                .contains("\nDelivery 2: ")
                .doesNotContain("Delivery 3");
        assertThat(again.code()).isZero();
        Eventually.that(() ->
                assertThat(tickets("retry", "--refused", "--since", "1d").all()).isEqualTo("No moves to try again.\n"));
        assertThat(issue.history()).containsExactly("In Progress", "Done");
    }

    @Test
    void what_the_tracker_could_not_do_is_tried_again_although_the_tries_have_ended() throws Exception {
        site.server.with("tickets", site.section(Map.of("retries", 0)));
        JiraIssue lost = site.jira.issue("SOC-1", JiraWorkflow.TO_DO);
        JiraIssue away = site.jira.issue("SOC-2", JiraWorkflow.TO_DO);
        site.jira.loseNextAnswer();
        site.server.send(TrackedServer.release(7, "SOC-1"));
        site.jira.goDown();
        site.server.send(TrackedServer.release(8, "SOC-2"));
        site.jira.comeUp();
        assertThat(tickets("list", "--result", "in_doubt").out())
                .contains("SOC-1", "in_doubt")
                .doesNotContain("SOC-2");
        assertThat(tickets("list", "--result", "unreachable").out())
                .contains("SOC-2")
                .doesNotContain("SOC-1");

        Eventually.that(
                () -> assertThat(tickets("retry", "--refused", "--since", "1d").out())
                        .startsWith("Delivery 1: its moves are tried again with delivery ")
                        .contains("\nDelivery 2: "));

        Eventually.that(() -> assertThat(site.moves("?result=moved")).hasSize(2));
        assertThat(lost.history()).containsExactly("In Progress");
        assertThat(away.history()).containsExactly("In Progress");
    }

    @Test
    void a_move_that_its_delivery_still_tries_is_not_tried_beside_it() throws Exception {
        site.server.with("response_timeout", "1s");
        site.jira.goDown();
        site.server.send(TrackedServer.release(7, "SOC-1"));

        assertThat(tickets("retry", "--refused", "--since", "1d").all()).isEqualTo("No moves to try again.\n");
    }

    @Test
    void a_shut_tracker_is_opened_although_no_move_was_refused() throws Exception {
        site.server.send(TrackedServer.release(7, "SOC-1"));
        site.jira.expireTokens();
        shut();

        assertThat(tickets("retry", "--refused", "--since", "2099-01-01").all())
                .isEqualTo("Tracker atlassian is asked again from now on.\nNo moves to try again.\n");
        assertThat(site.tracker().get("usable").getAsBoolean()).isTrue();

        shut();
        assertThat(tickets("retry", "1").err())
                .isEqualTo("jenvoy: move 1: the ticket was moved: nothing is left to do; its tracker atlassian is asked"
                        + " again from now on\n");
        assertThat(site.tracker().get("usable").getAsBoolean()).isTrue();

        shut();
        assertThat(tickets("retry", "2").out())
                .startsWith("Move 2 is tried again with delivery ")
                .endsWith("Tracker atlassian is asked again from now on.\n");
    }

    /** Has the tracker refuse the credentials. */
    private void shut() throws Exception {
        site.server.send(TrackedServer.release(8, "SOC-2"));
        assertThat(site.tracker().get("usable").getAsBoolean()).isFalse();
    }

    @Test
    void wrong_usage_is_said() {
        assertThat(tickets("retry").code()).isEqualTo(2);
        assertThat(tickets("retry", "--refused").code()).isEqualTo(2);
        assertThat(tickets("retry", "1", "--refused", "--since", "1d").code()).isEqualTo(2);
        assertThat(tickets("retry", "x").code()).isEqualTo(2);
    }

    @Test
    void without_tickets_the_commands_say_so() throws Exception {
        site.server.without("tickets");

        assertThat(tickets("list").err())
                .isEqualTo("jenvoy: tickets are not configured: the configuration has no \"tickets\"\n");
        assertThat(tickets("retry", "1").code()).isEqualTo(1);
    }
}
