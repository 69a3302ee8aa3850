package dev.jenvoy.contract.ticket.server;

import static dev.jenvoy.contract.ticket.standin.JiraWorkflow.TO_DO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.app.StartFailure;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.ticket.standin.JiraIssue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and keys of the configuration that cannot be used: a server does not start, one that runs keeps the last good ones. */
class TicketFilesTest {

    @TempDir
    Path folder;

    private void refused(TicketSite site, String... words) {
        try (site) {
            assertThatThrownBy(site::start)
                    .isInstanceOfAny(StartFailure.class, AssertionError.class)
                    .message()
                    .contains(words);
            assertThat(site.jira.requests()).isEmpty();
        }
    }

    @Test
    void a_file_that_breaks_while_the_server_runs_changes_nothing_and_is_told_of() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            JiraIssue issue = site.issue("SOC-1", TO_DO);
            site.release(1, "SOC-1");
            site.machines(TicketSite.MACHINES.replace("aliases = {", "aliases = ${x} {"));
            Eventually.that(() -> assertThat(site.server().get("/readyz").body())
                    .contains("the last good one stays in force", "jira.hcl", "line 3")
                    .doesNotContain(folder.toString()));
            assertThat(site.server().get("/readyz").status()).isEqualTo(200);
            assertThat(site.release(2, "SOC-1").fine()).containsExactly("SOC-1 In Progress -> Done");
            assertThat(issue.history()).containsExactly("In Progress", "Done");

            site.machines(TicketSite.MACHINES);
            Eventually.that(
                    () -> assertThat(site.server().get("/readyz").body()).doesNotContain("jira.hcl"));
        }
    }

    @Test
    void a_changed_machine_is_in_force_without_a_restart() throws Exception {
        try (TicketSite site = TicketSite.in(folder).start()) {
            site.machines(TicketSite.MACHINES.replaceFirst("transition = \"in_progress\"", "transition = \"to_do\""));
            AtomicInteger tries = new AtomicInteger();
            Eventually.that(() -> {
                // Another ticket each time: until the files are read again, it is moved by the machine from before.
                String ticket = "SOC-" + tries.incrementAndGet();
                JiraIssue issue = site.issue(ticket, TO_DO);
                assertThat(site.release(tries.get(), ticket).fine()).containsExactly(ticket + " is To Do already");
                assertThat(issue.status()).isEqualTo("To Do");
            });
        }
    }

    @Test
    void a_broken_file_stops_a_start_and_every_problem_is_told() throws Exception {
        refused(
                TicketSite.in(folder)
                        .machines(TicketSite.MACHINES
                                .replace(
                                        "\"next\" {\n      transition = \"done\"",
                                        "\"next\" {\n      transition = \"gone\"")
                                .replace("to_do: \"To Do\"", "to_do: upper(\"To Do\")")),
                "jira.hcl",
                "only plain values");
    }

    @Test
    void a_state_file_is_looked_for_in_its_folder_alone() throws Exception {
        Files.writeString(folder.resolve("outside.hcl"), TicketSite.MACHINES);
        refused(
                TicketSite.in(folder).workers(TicketSite.WORKERS.replace("jira.hcl", "../../outside.hcl")),
                "../../outside.hcl");
    }

    @Test
    void a_link_out_of_the_folder_is_no_state_file() throws Exception {
        TicketSite site = TicketSite.in(folder);
        Files.writeString(folder.resolve("outside.hcl"), TicketSite.MACHINES);
        Files.createSymbolicLink(folder.resolve("config/statemachines/link.hcl"), folder.resolve("outside.hcl"));
        refused(site.workers(TicketSite.WORKERS.replace("jira.hcl", "link.hcl")), "link.hcl");
    }

    @Test
    void a_state_file_over_a_megabyte_is_refused() throws Exception {
        refused(TicketSite.in(folder).machines("# " + "x".repeat(1 << 20) + "\n" + TicketSite.MACHINES), "1MB");
    }

    @Test
    void a_worker_without_a_tracker_is_refused() throws Exception {
        refused(TicketSite.in(folder).workers(TicketSite.WORKERS + """
                          other:
                            statefile: jira.hcl
                            projects: [ops]
                        """), "other", "no tracker");
    }

    @Test
    void a_tracker_without_projects_is_refused() throws Exception {
        refused(
                TicketSite.in(folder).workers(TicketSite.WORKERS.replace("atlassian", "jira")),
                "the tracker atlassian has no state file",
                "has no tracker \"jira\"");
    }

    @Test
    void a_project_belongs_to_one_tracker() throws Exception {
        TicketSite site = TicketSite.in(folder);
        site.workers(TicketSite.WORKERS + """
                  second:
                    statefile: jira.hcl
                    projects: [SOC]
                """);
        site.setAll(
                "trackers",
                Map.of(
                        "atlassian",
                                Map.of("url", site.jira.address(), "user", TicketSite.MAIL, "token", TicketSite.TOKEN),
                        "second", Map.of("kind", "jira", "url", site.jira.address(), "token", TicketSite.TOKEN)));
        refused(site, "project_twice", "workers.yaml at line 9", "belongs to the worker");
    }

    @Test
    void yaml_that_grows_or_nests_without_end_is_refused() throws Exception {
        StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha]\n");
        for (int i = 1; i < 20; i++) {
            laughs.append(
                    "a%1$d: &a%1$d [*a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d]\n".formatted(i, i - 1));
        }
        for (String yaml : List.of(laughs + TicketSite.WORKERS, "workers: " + "[".repeat(100_000))) {
            refused(TicketSite.in(Files.createTempDirectory(folder, "yaml")).workers(yaml), "workers.yaml");
        }
    }

    @Test
    void a_tracker_is_never_asked_without_a_token_or_without_encryption() throws Exception {
        refused(TicketSite.in(Files.createTempDirectory(folder, "a")).set("token", ""), "token");
        refused(TicketSite.in(Files.createTempDirectory(folder, "b")).set("token", "env:NOT_SET"), "NOT_SET");
        refused(
                TicketSite.in(Files.createTempDirectory(folder, "c")).set("url", "http://tracker.example"),
                "allow_http");
    }
}
