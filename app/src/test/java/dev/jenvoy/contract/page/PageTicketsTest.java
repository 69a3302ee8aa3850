package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.ticket.standin.JiraIssue;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraUser;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the section Tickets, and the tickets on a delivery's page, in a real browser. */
@Tag("long")
@ExtendWith(Browsing.class)
class PageTicketsTest {

    private static final JiraUser ADA = JiraUser.basic("ada@acme.example", "not-a-real-token-4711");
    private static final String IMAGE = "<img/src=x/onerror=window.owned=1>";

    static final String MACHINE = """
        provisioner "soc" {
          aliasmapper "soc" {
            aliases = { to_do: "To Do", in_progress: "In Progress", done: "Done" }
          }
          statemachine "soc" {
            initial = "to_do"
            state "to_do" "next" { transition = "in_progress" }
            state "in_progress" "next" { transition = "done" }
            state "done" "next" { transition = "<end>" }
          }
        }
        """;

    private TestServer site;
    private JiraStandIn jira;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.browser = browser;
        jira = new JiraStandIn().project("SOC", JiraWorkflow.simple()).user(ADA);
        Files.createDirectories(folder.resolve("machines"));
        Files.writeString(folder.resolve("machines/jira.hcl"), MACHINE);
        site = TestServer.in(folder).with("tickets", tickets(Map.of())).start();
    }

    /** Returns the section of the configuration with more keys of the tracker. */
    private Map<String, Object> tickets(Map<String, Object> more) {
        Map<String, Object> tracker = new HashMap<>(Map.of(
                "url", jira.address(),
                "user", "ada@acme.example",
                "token", "not-a-real-token-4711",
                "statefile", "jira.hcl",
                "projects", List.of("soc")));
        tracker.putAll(more);
        return Map.of("statemachines_path", "machines", "trackers", Map.of("atlassian", tracker));
    }

    @AfterEach
    void stop() {
        assertThat(browser.run("return window.owned === undefined")).isEqualTo(true);
        site.close();
        jira.close();
    }

    /** Returns the event of a release with this text, whose page is at this address. */
    private static HookRequest release(int id, String body, String page) {
        JsonObject release = new JsonObject();
        release.addProperty("id", id);
        release.addProperty("tag_name", "v" + id);
        release.addProperty("name", "Version " + id);
        release.addProperty("body", body);
        release.addProperty("draft", false);
        release.addProperty("prerelease", false);
        release.addProperty("html_url", page);
        return HookRequest.event("release", Payloads.of("\"action\":\"released\",\"release\":" + release));
    }

    private void release(int id, String body) throws Exception {
        site.send(release(id, body, "https://git.example.org/acme/site/releases/v" + id));
    }

    private static String row(String ticket) {
        return ".move[data-ticket=" + ticket + "]";
    }

    private static String answer(String ticket) {
        return row(ticket) + " .test-answer";
    }

    @Test
    void the_section_is_there_only_while_tickets_are_configured() {
        site.without("tickets");
        browser.open(site, "tickets").sees("main", "Tickets are not configured");
        Eventually.that(() -> assertThat(browser.texts(".tabs a"))
                .containsExactly("Deliveries", "Overview", "Hooks", "Rejected", "Audit", "Config"));

        site.with("tickets", tickets(Map.of()));
        browser.reload();

        browser.sees(".tabs a", "Tickets").sees("[data-tracker=atlassian]", "Usable");
        browser.sees("[data-tracker=atlassian]", "Waiting 0").sees(".nothing", "No delivery has named a ticket yet.");
        browser.click("h1").press("1").sees("h1", "Deliveries");
        browser.click("h1").press("4").sees("h1", "Tickets");
    }

    @Test
    void moves_are_listed_with_what_came_of_them_and_found_by_ticket_and_result() throws Exception {
        jira.issue("SOC-1", JiraWorkflow.TO_DO);
        jira.issue("SOC-2", JiraWorkflow.IN_REVIEW);
        jira.issue("SOC-3", JiraWorkflow.DONE);
        release(1, "SOC-1, SOC-2, SOC-3");

        browser.open(site, "tickets").sees(row("SOC-1"), "To Do → In Progress by Start");
        browser.sees(row("SOC-1"), "Moved").sees(row("SOC-2"), "Unknown status").sees(row("SOC-3"), "is Done");
        assertThat(browser.texts(".move .hook-name")).containsExactly("SOC-3", "SOC-2", "SOC-1");
        assertThat(browser.texts(".move button")).containsExactly("Try again");
        browser.sees(row("SOC-1"), "release in acme/site, event next").sees(row("SOC-1"), "Delivery 1");
        assertThat(link(row("SOC-1") + " .hook-name")).isEqualTo(jira.address() + "/browse/SOC-1 noopener noreferrer");
        assertThat(link(row("SOC-1") + " .move-where a"))
                .isEqualTo("https://git.example.org/acme/site/releases/v1 noopener noreferrer");

        browser.click(".quick button", "Refused");
        Eventually.that(() -> assertThat(browser.texts(".move .hook-name")).containsExactly("SOC-2"));
        browser.click(".quick button", "Waiting").sees(".nothing", "There is no such move.");
        browser.click("select[aria-label=Result]").press("Last").press("\n");
        Eventually.that(() -> assertThat(browser.texts(".move .hook-name")).containsExactly("SOC-3"));
        browser.click(".quick button", "All").type("[data-search]", "soc-1");
        Eventually.that(() -> assertThat(browser.texts(".move .hook-name")).containsExactly("SOC-1"));
        assertThat(browser.place()).isEqualTo("/tickets?ticket=SOC-1");
        browser.click(row("SOC-1") + " [data-row]").sees(".delivery-title", "release");
    }

    private Object link(String selector) {
        return browser.run("const a = document.querySelector(arguments[0]); return `${a.href} ${a.rel}`", selector);
    }

    @Test
    void a_refused_move_is_tried_again_without_a_question_and_without_a_hook() throws Exception {
        site.hook("release", "#!/bin/sh", "echo run >> ../runs");
        release(1, "SOC-9");
        browser.open(site, "tickets?result=missing")
                .sees(row("SOC-9"), "Missing")
                .click(row("SOC-9") + " button");
        browser.sees(answer("SOC-9"), "Missing, with delivery 2.");

        jira.issue("SOC-9", JiraWorkflow.TO_DO);
        browser.click(row("SOC-9") + " button").sees(answer("SOC-9"), "Moved, with delivery 3.");

        browser.sees(row("SOC-9"), "To Do → In Progress");
        assertThat(browser.texts(row("SOC-9") + " button")).isEmpty();
        assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("SOC-9");
        assertThat(Files.readAllLines(site.folder().resolve("runs"))).hasSize(1);
    }

    @Test
    void a_move_for_which_there_was_no_step_is_tried_again_when_there_is_one() throws Exception {
        JiraIssue issue = jira.issue("SOC-1", JiraWorkflow.IN_PROGRESS);
        site.with("tickets", tickets(Map.of("on", Map.of("release", "ship"))));
        release(1, "SOC-1");
        browser.open(site, "tickets").sees(row("SOC-1"), "No step");
        site.with("tickets", tickets(Map.of()));

        browser.click(row("SOC-1") + " button").sees(answer("SOC-1"), "Moved, with delivery 2.");

        assertThat(issue.history()).containsExactly("Done");
    }

    @Test
    void a_move_that_is_under_way_is_not_tried_beside_itself() throws Exception {
        jira.issue("SOC-1", JiraWorkflow.TO_DO);
        jira.busy("SOC-1", true);
        site.with("response_timeout", "50ms");
        release(1, "SOC-1");

        browser.open(site, "tickets").sees(row("SOC-1"), "Under way").click(row("SOC-1") + " button");

        browser.sees(answer("SOC-1"), "It could not be tried again").sees(answer("SOC-1"), "delivery 1");
        browser.sees("[data-tracker=atlassian]", "Waiting 1");
    }

    @Test
    void a_move_whose_delivery_has_ended_is_in_doubt_and_does_not_wait() throws Exception {
        JiraIssue issue = jira.issue("SOC-1", JiraWorkflow.TO_DO);
        site.with("response_timeout", "50ms");
        jira.busy("SOC-1", true);
        release(1, "SOC-1");
        browser.open(site, "tickets").sees(row("SOC-1"), "Under way").click("[data-tracker=atlassian] .hook-facts a");
        browser.sees(row("SOC-1"), "Under way");
        assertThat(browser.place()).isEqualTo("/tickets?tracker=atlassian&waiting=true");

        site.admin(HookRequest.of("POST", "/api/deliveries/1/cancel"));

        browser.sees("[data-tracker=atlassian]", "Waiting 0").sees(".nothing", "There is no such move.");
        browser.open(site, "tickets").click(".quick button", "Refused").sees(row("SOC-1"), "In doubt");
        jira.busy("SOC-1", false);
        browser.click(row("SOC-1") + " button").sees(answer("SOC-1"), "Moved, with delivery 2.");
        assertThat(issue.history()).containsExactly("In Progress");
    }

    @Test
    void a_tracker_that_refuses_the_credentials_says_so_until_they_are_right() throws Exception {
        jira.issue("SOC-1", JiraWorkflow.TO_DO);
        jira.expireTokens();
        release(1, "SOC-1");
        browser.open(site, "tickets").sees("[data-tracker=atlassian]", "Shut").sees(row("SOC-1"), "Credentials");
        assertThat(browser.text("[data-tracker=atlassian] .why")).isNotEmpty();

        jira.user(ADA);
        browser.click(row("SOC-1") + " button").sees(answer("SOC-1"), "Moved, with delivery 2.");

        browser.reload();
        browser.sees("[data-tracker=atlassian]", "Usable");
    }

    @Test
    void problems_of_a_state_file_are_shown_with_their_place() throws Exception {
        browser.open(site, "tickets").sees("[data-tracker=atlassian]", "Usable");
        Files.writeString(site.folder().resolve("machines/jira.hcl"), MACHINE.replace("initial =", "initial"));
        release(1, "SOC-1");

        browser.sees(".problems", "line 6");
    }

    @Test
    void older_moves_are_on_the_next_page() throws Exception {
        release(1, IntStream.rangeClosed(1, 60).mapToObj(n -> "SOC-" + n).collect(Collectors.joining(" ")));
        browser.open(site, "tickets").sees(row("SOC-60"), "Missing");
        assertThat(browser.texts(".move")).hasSize(50);

        browser.click(".foot a", "Older").sees(".foot", "Newest");

        assertThat(browser.texts(".move .hook-name")).hasSize(10).endsWith("SOC-1");
        browser.click(".foot a", "Newest").sees(row("SOC-60"), "Missing");
    }

    @Test
    void a_deliverys_page_has_a_line_for_each_ticket_beside_its_hooks() throws Exception {
        site.hook("release", "#!/bin/sh", "echo deployed");
        jira.issue("SOC-1", JiraWorkflow.TO_DO);
        release(1, "SOC-1, SOC-9");

        browser.open(site, "deliveries/1")
                .sees("[data-hook=release]", "deployed")
                .sees(".delivery-title", "Failed");
        browser.sees(row("SOC-1"), "To Do → In Progress").sees(row("SOC-9"), "Missing");
        assertThat(browser.texts(".move .hook-name")).containsExactly("SOC-1", "SOC-9");
        assertThat(browser.texts("h2")).containsSequence("Hooks", "Tickets");
        browser.sees("[data-hook='tickets:atlassian'] .panel-state", "Failed with 1");
        assertThat(browser.texts("[data-hook='tickets:atlassian'] .terminal")).isEmpty();

        browser.click("[data-act=redeliver]").sees("[data-hook='tickets:atlassian'] .terminal", "SOC-1 left alone");
        browser.sees(row("SOC-9"), "Missing");
        assertThat(browser.texts(".move")).hasSize(1);
    }

    @Test
    void a_line_appears_when_its_ticket_has_moved() throws Exception {
        jira.issue("SOC-1", JiraWorkflow.TO_DO);
        site.with("response_timeout", "50ms");
        CountDownLatch moved = jira.holdNextAnswer();
        release(1, "SOC-1");
        browser.open(site, "deliveries/1").sees("[data-hook='tickets:atlassian'] .panel-state", "Running");

        moved.countDown();

        browser.sees(row("SOC-1"), "Moved").sees(".delivery-title", "Succeeded");
    }

    @Test
    void text_of_others_is_text_and_no_address_of_another_kind_is_linked() throws Exception {
        jira.issue("SOC-1", new JiraWorkflow.Status("66", IMAGE + "\u202egpj", "x", "new"));
        site.send(release(1, "SOC-1", "javascript:window.owned=1"));
        site.send(release(2, "SOC-2", "https://git.example.org@evil.example/"));

        for (String place : List.of("tickets", "deliveries/1")) {
            browser.open(site, place).sees(row("SOC-1"), IMAGE);
            assertThat(browser.texts(row("SOC-1"))).noneMatch(text -> text.contains("\u202e"));
        }
        browser.open(site, "tickets?ticket=%3Cscript%3E&tracker=%3Cimg%3E&result=x")
                .sees(".problems, .why", "result");
        browser.open(site, "tickets").sees(row("SOC-2"), "Missing");

        assertThat(browser.texts(".move-where a")).containsExactly("Delivery 2", "Delivery 1");
        assertThat(browser.run("return document.querySelectorAll('main img, main script').length"))
                .isEqualTo(0L);
    }

    @Test
    void it_fits_every_screen_in_both_themes_and_names_every_control() throws Exception {
        jira.issue("SOC-1", JiraWorkflow.TO_DO);
        jira.issue("SOC-2", new JiraWorkflow.Status("66", "a-long-status-".repeat(12), "x", "new"));
        jira.issue("SOC-3", JiraWorkflow.DONE);
        release(1, "SOC-1, SOC-2, SOC-3, SOC-9");
        for (String place : List.of("tickets", "deliveries/1")) {
            for (int width : List.of(390, 880, 1024, 1920)) {
                browser.wide(width).light().open(site, place).sees(row("SOC-9"), "Missing");
                browser.sees(".connection", "Live");
                Eventually.that(() -> assertThat(browser.run("return document.documentElement.scrollWidth"))
                        .as(place + " " + width)
                        .isEqualTo((long) width));
                assertThat(browser.run(PageLooksTest.UNNAMED)).as(place).isEqualTo(List.of());
                looks(place, place.replace('/', '-') + "-tickets-" + width);
                browser.dark();
                looks(place, place.replace('/', '-') + "-tickets-" + width + "-dark");
            }
        }
        assertThat(browser.complaints()).isEmpty();
    }

    private void looks(String place, String name) {
        assertThat(browser.run(PageLooksTest.FAINT)).as(place).isEqualTo(List.of());
        browser.run("scrollTo(0, 0)");
        browser.screenshot(name);
        browser.run("scrollTo(0, 700)");
        browser.screenshot(name + "-below");
    }
}
