package dev.jenvoy.ticket.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.option.json.Problem;
import dev.jenvoy.ticket.happening.HappeningKind;
import dev.jenvoy.ticket.key.ProjectName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code tickets}: what it means, and every problem at once. */
class TicketsOptionsReaderTest {

    private static final Map<String, String> VARIABLES =
            Map.of("ATLASSIAN_EMAIL", "ada@acme.example", "ATLASSIAN_API_KEY", "not-a-real-token", "LINEAR_KEY", "x");

    @TempDir
    Path folder;

    private ReadTickets read(String json) {
        return ReadTickets.of(folder, VARIABLES, json);
    }

    private ReadTickets tracker(String more) {
        return read("""
                {"trackers": {"a": {"kind": "jira", "url": "https://acme.example", "token": "not-a-real-token",
                "statefile": "soc.hcl", "projects": ["SOC"]%s}}}
                """.formatted(more.isEmpty() ? "" : ", " + more));
    }

    private static TrackerOptions only(ReadTickets read) {
        assertThat(read.told()).isEmpty();
        return read.options().orElseThrow().trackers().values().iterator().next();
    }

    @Test
    void unotify_s_tracker_needs_no_more_than_its_address() {
        ReadTickets read = read(
                "{\"workers_file\": \"config/workers.yaml\", \"trackers\": {\"atlassian\": {\"url\": \"acme.atlassian.net/\"}}}");
        TrackerOptions tracker = only(read);
        TrackerAccess.Jira jira = (TrackerAccess.Jira) tracker.access();
        assertThat(jira.account().user()).contains("ada@acme.example");
        assertThat(jira.account().token()).isEqualTo("not-a-real-token");
        assertThat(jira.site().web()).isEqualTo("https://acme.atlassian.net");
        assertThat(read.options().orElseThrow().stateFiles()).isEqualTo(folder.resolve("config/statemachines"));
        assertThat(tracker.on())
                .containsOnly(Map.entry(HappeningKind.MERGED, "next"), Map.entry(HappeningKind.RELEASE, "next"));
        assertThat(tracker.hops()).isOne();
        assertThat(tracker.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(tracker.retries()).isEqualTo(100);
        assertThat(tracker.maxTickets()).isEqualTo(100);
        assertThat(tracker.forks() || tracker.link() || tracker.comment()).isFalse();
        assertThat(tracker.afterSuccess() || tracker.ignoresMissing()).isFalse();
    }

    @Test
    void every_key_has_its_meaning() {
        TrackerOptions tracker = only(tracker("""
                "web_url": "https://tickets.example/", "on": {"opened": "start"}, "repositories": ["acme/*"],
                "branches": ["main"], "forks": true, "hops": 10, "fields": {"done": {"resolution": {"name": "Done"}}},
                "link": true, "comment": true, "after": "success", "missing": "ignore", "timeout": "3s", "retries": 0,
                "max_tickets": 500
                """));
        assertThat(((TrackerAccess.Jira) tracker.access()).site().web()).isEqualTo("https://tickets.example");
        assertThat(((TrackerAccess.Jira) tracker.access()).account().user()).isEmpty();
        assertThat(tracker.on()).containsOnly(Map.entry(HappeningKind.OPENED, "start"));
        assertThat(tracker.fields().get("done")).hasToString("{\"resolution\":{\"name\":\"Done\"}}");
        assertThat(tracker.forks() && tracker.link() && tracker.comment()).isTrue();
        assertThat(tracker.afterSuccess() && tracker.ignoresMissing()).isTrue();
        assertThat(tracker.hops()).isEqualTo(10);
        assertThat(tracker.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(tracker.retries()).isZero();
        assertThat(tracker.maxTickets()).isEqualTo(500);
    }

    @Test
    void redmine_and_scripts_have_keys_of_their_own() {
        String own = "\"statefile\": \"soc.hcl\", \"projects\": [\"SOC\"]";
        assertThat(only(read("{\"trackers\": {\"r\": {\"kind\": \"redmine\", \"url\": \"http://127.0.0.1:3000\","
                                + " \"token\": \"not-a-real-token\", " + own + "}}}"))
                        .access())
                .isInstanceOf(TrackerAccess.Redmine.class);
        TrackerAccess.Script script = (TrackerAccess.Script)
                only(read("{\"trackers\": {\"s\": {\"kind\": \"script\", \"command\": \"trackers/linear\","
                                + " \"env_pass\": [\"LINEAR_KEY\"], " + own + "}}}"))
                        .access();
        assertThat(script.command()).isEqualTo(folder.resolve("trackers/linear"));
        assertThat(script.environment()).containsExactly("LINEAR_KEY");
    }

    @Test
    void every_problem_is_told_at_once() {
        ReadTickets read = tracker("""
                "on": {"mrged": "next"}, "repositories": ["acme"], "hops": 11, "retries": 1001, "max_tickets": 0,
                "after": "failure", "fields": {"done": 7}, "colour": "red"
                """);
        assertThat(read.told().toString())
                .contains(
                        "tickets.trackers.a.on.mrged",
                        "tickets.trackers.a.repositories",
                        "tickets.trackers.a.hops",
                        "tickets.trackers.a.retries",
                        "tickets.trackers.a.max_tickets",
                        "tickets.trackers.a.after",
                        "tickets.trackers.a.fields.done",
                        "colour");
    }

    @Test
    void a_tracker_is_never_asked_without_a_token() {
        String rest = "\"url\": \"https://acme.example\", \"statefile\": \"soc.hcl\", \"projects\": [\"SOC\"]";
        assertThat(read("{\"trackers\": {\"a\": {\"kind\": \"jira\", " + rest + "}}}")
                        .told()
                        .toString())
                .contains("never asked without");
        assertThat(read("{\"trackers\": {\"a\": {\"kind\": \"redmine\", " + rest + "}}}")
                        .told()
                        .toString())
                .contains("never asked without");
        assertThat(read("{\"trackers\": {\"a\": {\"kind\": \"jira\", \"token\": \"\", " + rest + "}}}")
                        .problems())
                .isNotEmpty();
        assertThat(ReadTickets.of(folder, Map.of(), "{\"trackers\": {\"atlassian\": {" + rest + "}}}")
                        .told()
                        .toString())
                .contains("ATLASSIAN_EMAIL", "ATLASSIAN_API_KEY");
    }

    @Test
    void an_address_without_encryption_must_be_local_or_allowed() {
        String rest = "\"token\": \"not-a-real-token\", \"statefile\": \"soc.hcl\", \"projects\": [\"SOC\"]";
        String url = "{\"trackers\": {\"a\": {\"kind\": \"jira\", \"url\": \"http://%s\", " + rest + "}}}";
        assertThat(read(url.formatted("jira.example")).told().toString()).contains("allow_http");
        assertThat(read(url.formatted("127.0.0.1:8080")).told()).isEmpty();
        assertThat(read(url.formatted("jira.example\", \"allow_http\": true, \"web_url\": \"http://jira.example"))
                        .told())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://ada:pa55word@jira.example, must not have a user or a password",
        "ada:pa55word@jira.example, must not have a user or a password",
        "https://pa55word@jira.example/x, must not have a user or a password",
        "https://jira.example/?token=pa55word, must not have a query",
        "https://jira.example#pa55word, must not have a part behind #",
        "'https://jira .example/pa55word', expected an address",
    })
    void an_address_with_a_secret_is_refused_for_that_and_not_shown(String address, String why) {
        String rest = "\"token\": \"not-a-real-token\", \"statefile\": \"soc.hcl\", \"projects\": [\"SOC\"]";
        for (String kind : List.of("jira", "redmine")) {
            String url =
                    "{\"trackers\": {\"a\": {\"kind\": \"" + kind + "\", \"url\": \"" + address + "\", " + rest + "}}}";
            assertThat(read(url).told().toString()).contains("a.url", why).doesNotContain("pa55word");
        }
        assertThat(tracker("\"web_url\": \"" + address + "\"").told().toString())
                .contains("a.web_url", why)
                .doesNotContain("pa55word");
    }

    @Test
    void only_the_tracker_atlassian_has_a_kind_of_its_own() {
        assertThat(read("{\"trackers\": {\"a\": {\"url\": \"https://acme.example\"}}}")
                        .told()
                        .toString())
                .contains("\"kind\" is missing");
    }

    @Test
    void a_tracker_needs_a_state_file_and_projects_here_or_in_the_file_of_workers() {
        String bare = "\"trackers\": {\"a\": {\"kind\": \"jira\", \"url\": \"https://acme.example\","
                + " \"token\": \"not-a-real-token\"}}}";
        assertThat(read("{" + bare).told().toString()).contains("\"statefile\"", "\"projects\"");
        assertThat(read("{\"workers_file\": \"workers.yaml\", " + bare).told()).isEmpty();
    }

    @Test
    void the_name_of_a_project_is_that_of_the_file_of_workers() {
        assertThat(read("{\"trackers\": {\"a\": {\"kind\": \"jira\", \"url\": \"https://acme.example\","
                                + " \"token\": \"not-a-real-token\", \"statefile\": \"soc.hcl\", \"projects\": [\"SITE-\"]}}}")
                        .told())
                .first()
                .isEqualTo("tickets.trackers.a.projects[0]: \"SITE-\" is not " + ProjectName.EXPECTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            jira    | https://jira.example/browse/SOC-1                 | /browse
            jira    | https://jira.example/browse/                      | /browse
            jira    | https://jira.example/jira/rest/api/2/             | /rest
            jira    | https://jira.example/secure/Dashboard.jspa        | /secure
            jira    | https://acme.example/jira/software/projects/SOC   | /jira/software
            jira    | https://jira.example/projects/SOC                 | /projects
            jira    | https://jira.example/jira                         | -
            jira    | https://jira.example/projects                     | -
            jira    | https://api.atlassian.example/ex/jira/1a2b-3c4d   | -
            jira    | https://browse.example/restore                    | -
            redmine | https://redmine.example/issues/12                 | /issues
            redmine | https://redmine.example/issues.json               | /issues
            redmine | https://redmine.example/tracker/projects/site     | /projects
            redmine | https://redmine.example/projects                  | -
            redmine | https://redmine.example/redmine                   | -
            """)
    void the_address_of_a_page_is_a_warning(String kind, String url, @Nullable String page) {
        String warning = "paths are put behind this address: leave out " + page + " and what is behind it";
        for (String key : List.of("url", "web_url")) {
            String other = key.equals("url") ? "" : "\"url\": \"https://jira.example\", ";
            ReadTickets read = read(
                    "{\"trackers\": {\"a\": {\"kind\": \"" + kind + "\", " + other + "\"" + key + "\": \"" + url
                            + "\", \"token\": \"not-a-real-token\", \"statefile\": \"soc.hcl\", \"projects\": [\"SOC\"]}}}");
            assertThat(read.problems()).noneMatch(Problem::isError);
            assertThat(read.told())
                    .isEqualTo(page == null ? List.of() : List.of("tickets.trackers.a." + key + ": " + warning));
        }
    }

    @Test
    void nothing_shows_a_token() {
        TicketsOptions options = tracker("").options().orElseThrow();
        assertThat(options.toString() + options.trackers() + options.shown())
                .contains("(set)")
                .doesNotContain("not-a-real-token");
        assertThat(tracker("\"timeout\": \"not-a-real-token\"").told().toString())
                .doesNotContain("Secrets");
    }

    @Test
    void a_section_of_another_form_is_refused() {
        assertThat(read("[]").told()).isNotEmpty();
        assertThat(read("{\"trackers\": []}").told()).isNotEmpty();
        assertThat(read("{\"trackers\": {\"a b\": {}}}").told().toString()).contains("not a name");
    }
}
