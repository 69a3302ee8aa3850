package dev.jenvoy.contract.ticket.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraUser;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jenvoy tickets check}, {@code explain} and {@code plan}: without a server of ours. */
class TicketFilesCommandsTest {

    private static final String MERGED = Payloads.of("""
            "action":"closed","pull_request":{"number":7,"merged":true,"title":"SOC-1 UTF-8 CVE-2024-1234","body":"closes SOC-2",
            "html_url":"https://code.example/pull/7","base":{"ref":"main","repo":{"id":1}},
            "head":{"ref":"soc-3-fix","sha":"1a2b3c","repo":{"id":1}}}""")
            .replace("\"full_name\":\"acme/site\"", "\"full_name\":\"acme/site\",\"default_branch\":\"main\"");

    @TempDir
    private Path folder;

    private TrackedServer site;
    private JiraStandIn jira;

    @BeforeEach
    void write() throws Exception {
        site = TrackedServer.in(folder);
        jira = site.jira;
        configure(Map.of());
        Files.writeString(folder.resolve("release.json"), TrackedServer.releaseJson(7, "SOC-1\\nsee SOC-2"));
        Files.writeString(folder.resolve("merged.json"), MERGED);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void configure(Map<String, Object> more) throws IOException {
        site.server.with("tickets", site.section(more));
        Files.writeString(folder.resolve("config.json"), site.server.json());
    }

    private Cli.Ran tickets(String... arguments) {
        List<String> all = new ArrayList<>(List.of("tickets"));
        all.addAll(List.of(arguments));
        return new Cli(folder).with("JIRA_TOKEN", TrackedServer.TOKEN).run(all.toArray(String[]::new));
    }

    @Test
    void check_shows_each_machine_and_what_makes_its_steps() {
        Cli.Ran ran = tickets("check");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines().toList())
                .contains(
                        "Tracker atlassian, jira " + jira.address(),
                        "  merged makes the step \"next\"",
                        "  release makes the step \"next\"",
                        "  A ticket that several of these name moves once for each.",
                        "SOC          STATUS       next         prev",
                        "to_do        To Do        in_progress",
                        "in_progress  In Progress  done         to_do",
                        "done         Done         <end>",
                        "No errors found.");
        assertThat(ran.code()).isZero();
        assertThat(jira.requests()).isEmpty();
        JsonObject json =
                JsonParser.parseString(tickets("check", "--json").out()).getAsJsonObject();
        assertThat(json.get("fine").getAsBoolean()).isTrue();
        assertThat(json.toString()).contains("\"state\":\"done\"", "\"steps\":{\"next\":\"<end>\"}");
    }

    @Test
    void check_tells_every_problem_with_its_place() throws Exception {
        site.machine(TrackedServer.machine()
                .replace("\"done\" \"next\"", "\"gone\" \"next\"")
                .replace("to_do : ", "todo : "));

        Cli.Ran ran = tickets("check");

        assertThat(ran.out())
                .contains(
                        "Problems of the files:", "in " + folder + "/statemachines/jira.hcl at line ", "Errors found.");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(tickets("check", "--json").out()).contains("\"fine\": false", "jira.hcl at line ");
        Cli.Ran explained = tickets("explain", "--payload", "release.json");
        assertThat(explained.err()).isEqualTo("jenvoy: \"tickets\" has errors; \"jenvoy tickets check\" lists them\n");
        assertThat(explained.code()).isEqualTo(1);
    }

    @Test
    void check_tells_a_wrong_section() throws Exception {
        configure(Map.of("hops", 99));
        Cli.Ran ran = tickets("check");
        assertThat(ran.out()).contains("tickets.trackers.atlassian.hops: ", "Errors found.");
        assertThat(ran.code()).isEqualTo(1);

        site.server.without("tickets");
        Files.writeString(folder.resolve("config.json"), site.server.json());
        assertThat(tickets("check").err()).isEqualTo("jenvoy: the configuration has no \"tickets\"\n");
    }

    @Test
    void check_asks_the_tracker_only_when_it_is_told_to() throws Exception {
        Cli.Ran ran = tickets("check", "--online");
        assertThat(ran.out()).contains("  It was asked as ", ": all is well\n");
        assertThat(ran.code()).isZero();

        site.machine(TrackedServer.machine().replace("\"Done\"", "\"Finished\""));
        Cli.Ran other = tickets("check", "--online");
        assertThat(other.out())
                .contains("    SOC: no status \"Finished\", which the alias \"done\" names; there are: To Do, ");
        assertThat(other.code()).isEqualTo(1);
        assertThat(tickets("check", "--online", "--json").out()).contains("\"online\"", "no status");

        jira.expireTokens();
        Cli.Ran expired = tickets("check", "--online");
        assertThat(expired.out()).contains("    SOC: ").doesNotContain(TrackedServer.TOKEN);
        assertThat(expired.code()).isEqualTo(1);
    }

    @Test
    void check_tells_that_the_account_may_not_move() {
        jira.user(JiraUser.basic(TrackedServer.MAIL, TrackedServer.TOKEN).without(JiraStandIn.MOVE));

        Cli.Ran ran = tickets("check", "--online");

        assertThat(ran.out()).contains("SOC: the account may not move its tickets");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void explain_shows_each_key_with_its_place_and_asks_nobody() {
        Cli.Ran ran = tickets("explain", "--payload", "merged.json");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).isEqualTo("""
                Event pull_request of github

                merged, github acme/site pr 7 merged 1a2b3c
                  atlassian, "next":
                    SOC-1  title, line 1, column 1
                    SOC-3  branch, line 1, column 1
                    SOC-2  body, line 1, column 8
                  not UTF-8  title, line 1, column 7: its project is not configured
                  not CVE-2024-1234  title, line 1, column 13: its project is not configured
                """);
        assertThat(ran.code()).isZero();
        assertThat(jira.requests()).isEmpty();
        assertThat(tickets("explain", "--payload", "merged.json", "--json").out())
                .contains("\"ticket\": \"SOC-3\"", "\"column\": 8", "\"look_alikes\"");
    }

    @Test
    void explain_says_why_a_tracker_is_not_asked() throws Exception {
        configure(Map.of("repositories", List.of("other/*")));

        Cli.Ran ran = tickets("explain", "--payload", "merged.json");

        assertThat(ran.out()).contains("  atlassian is not asked: \"repositories\" does not list acme/site\n", "SOC-1");
        assertThat(ran.code()).isEqualTo(1);
        configure(Map.of("max_tickets", 2));
        assertThat(tickets("explain", "--payload", "merged.json").out())
                .contains("nothing moves: the delivery names 3 tickets, and max_tickets is 2");
    }

    @Test
    void an_event_can_be_named_and_a_sender() throws Exception {
        Files.writeString(folder.resolve("merge.json"), """
                {"object_kind":"merge_request","project":{"path_with_namespace":"acme/site","default_branch":"main"},
                 "object_attributes":{"iid":7,"action":"merge","title":"SOC-1","target_branch":"main","source_branch":"a",
                 "source_project_id":1,"target_project_id":1,"last_commit":{"id":"1a2b"}}}
                """);

        Cli.Ran ran = tickets("explain", "--payload", "merge.json", "--as", "gitlab");
        assertThat(ran.out()).contains("merged, gitlab acme/site pr 7 merged ", "SOC-1  title");
        assertThat(ran.code()).isZero();
        Cli.Ran nothing = tickets("explain", "--payload", "merge.json", "--as", "gitlab", "--event", "Push Hook");
        assertThat(nothing.out()).contains("Nothing happened that moves tickets.");
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(tickets("explain", "--payload", "merge.json", "--as", "pigeon")
                        .err())
                .contains("no deliveries of pigeon move tickets; expected one of github, ");
        assertThat(tickets("explain", "--payload", "none.json").err()).contains("there is no file");
        assertThat(tickets("explain").code()).isEqualTo(2);
        Files.writeString(folder.resolve("merge.json"), "[]");
        assertThat(tickets("explain", "--payload", "merge.json").err()).contains("not one JSON object");
    }

    @Test
    void plan_looks_at_the_tickets_and_moves_none() throws Exception {
        Cli.Ran ran = tickets("plan", "--payload", "release.json");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .contains(
                        "If it came now:\n",
                        "  SOC-1 To Do -> In Progress by \"Start\"\n",
                        "  SOC-2 In Progress -> Done by \"Finish\"\n");
        assertThat(ran.code()).isZero();
        assertThat(jira.requests())
                .isNotEmpty()
                .allMatch(request -> request.method().equals("GET"));

        jira.put("SOC-1", JiraWorkflow.IN_REVIEW);
        Cli.Ran refused = tickets("plan", "--payload", "merged.json");
        assertThat(refused.out()).contains("SOC-1 In Review: unknown_status, ", "SOC-3: missing, ");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(tickets("plan", "--payload", "merged.json", "--json").out())
                .contains("\"result\": \"unknown_status\"", "\"transition\": \"Finish\"");
    }

    @Test
    void plan_shows_a_ticket_that_is_named_by_two_keys_once() throws Exception {
        jira.rekey("SOC-1", "SOC-2");

        Cli.Ran ran = tickets("plan", "--payload", "release.json");

        assertThat(ran.out())
                .contains("  SOC-1 To Do -> In Progress by", "  SOC-2 To Do: before, the same ticket as SOC-1\n");
        assertThat(ran.code()).isZero();
    }

    @Test
    void a_token_is_in_no_output() {
        jira.expireTokens();
        for (String[] command : new String[][] {
            {"check", "--online"}, {"explain", "--payload", "release.json"}, {"plan", "--payload", "release.json"}
        }) {
            assertThat(tickets(command).all()).doesNotContain(TrackedServer.TOKEN);
        }
    }
}
