package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.SlackStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.ticket.standin.JiraStandIn;
import dev.jenvoy.contract.ticket.standin.JiraUser;
import dev.jenvoy.contract.ticket.standin.JiraWorkflow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows every view in six forms, after a week of deliveries: light and dark, each as wide as a phone, a small window and a
 * large screen. Keeps the pictures under {@code target/screenshots/forms}.
 */
@Tag("long")
@ExtendWith(Browsing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageFormsTest {

    private static final List<Integer> WIDTHS = List.of(390, 1024, 1920);
    private static final List<String> REPOSITORIES = List.of("site", "shop", "api", "docs");
    private static final int DELIVERIES = 40;

    /** A clock that runs, and can be set ahead. */
    private static final class ShiftedClock extends Clock {
        private volatile Duration shift;

        ShiftedClock(Duration shift) {
            this.shift = shift;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(shift);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private SlackStandIn slack;
    private JiraStandIn jira;
    private TestServer site;

    @BeforeAll
    void week(@TempDir Path folder) throws Exception {
        ShiftedClock clock = new ShiftedClock(Duration.ofDays(-6));
        slack = new SlackStandIn();
        jira = new JiraStandIn()
                .project("SOC", JiraWorkflow.simple())
                .user(JiraUser.basic("ada@acme.example", "not-a-real-token-4711"));
        Files.createDirectories(folder.resolve("machines"));
        Files.writeString(folder.resolve("machines/jira.hcl"), PageTicketsTest.MACHINE);
        site = TestServer.in(folder)
                .with("chat", chat())
                .with("tickets", tickets())
                .clock(clock)
                .hook("push-site-main", "#!/bin/sh", "# jenvoy: timeout = 5m", "echo deployed \"$JENVOY_SHA\"")
                .hook(
                        "push+lint",
                        "#!/bin/sh",
                        "echo '::group::lint'",
                        "printf '\\033[32m12 files\\033[0m\\n'",
                        "echo '::endgroup::'")
                .hook("push-shop", "#!/bin/sh", "echo checking", "echo 'error: disk is full' >&2", "exit 3")
                .hook("pull_request", "#!/bin/sh", "# jenvoy: when = action == \"opened\"", "echo built")
                .hook("push.bak", "#!/bin/sh", "true")
                .start();
        Random random = new Random(7);
        Duration step = Duration.ofDays(6).dividedBy(DELIVERIES);
        for (int at = 0; at < DELIVERIES; at++) {
            site.send(some(random, REPOSITORIES.get(random.nextInt(REPOSITORIES.size())), at));
            int sent = at + 1;
            // What no hook wants is recorded a little later, and has its place in the list by that.
            Eventually.that(() -> assertThat(
                            site.admin("/api/deliveries?limit=500").json().getAsJsonArray("deliveries"))
                    .hasSize(sent));
            clock.shift = clock.shift.plus(step);
        }
        site.send(HookRequest.push().unsigned());
        site.send(HookRequest.event("push", "{"));
        site.send(some(new Random(1), "shop", 1));
    }

    private Map<String, Object> chat() {
        return Map.of(
                "rooms",
                Map.of("dev", Map.of("kind", "slack", "url", slack.hook())),
                "routes",
                List.of(Map.of("repo", "acme/*", "room", "dev", "events", List.of("push:main"))));
    }

    private Map<String, Object> tickets() {
        return Map.of(
                "statemachines_path",
                "machines",
                "trackers",
                Map.of(
                        "atlassian",
                        Map.of(
                                "url", jira.address(),
                                "user", "ada@acme.example",
                                "token", "not-a-real-token-4711",
                                "statefile", "jira.hcl",
                                "projects", List.of("soc"))));
    }

    @AfterAll
    void stop() {
        site.close();
        slack.close();
        jira.close();
    }

    private static HookRequest some(Random random, String repository, int number) {
        String place = "\"repository\":{\"name\":\"" + repository + "\",\"full_name\":\"acme/" + repository
                + "\",\"html_url\":\"https://github.example/acme/" + repository
                + "\",\"owner\":{\"login\":\"acme\"}},\"sender\":{\"login\":\"" + (number % 3 == 0 ? "ann" : "ben")
                + "\"}}";
        if (number % 5 == 4) {
            return HookRequest.event(
                    "pull_request",
                    "{\"action\":\"" + (number % 2 == 0 ? "opened" : "closed") + "\",\"number\":" + number
                            + ",\"pull_request\":{\"number\":" + number + ",\"title\":\"Faster search in lists\","
                            + "\"html_url\":\"https://github.example/acme/" + repository + "/pull/" + number
                            + "\",\"head\":{\"ref\":\"search\",\"sha\":\"6113728f27ae82c7b1a177c8d03f9e96e0adf246\"},"
                            + "\"base\":{\"ref\":\"main\"}}," + place);
        }
        String sha = String.format("%016x", random.nextLong()) + "27ae82c7b1a177c8d03f9e96";
        return HookRequest.event(
                "push",
                "{\"ref\":\"refs/heads/" + (number % 4 == 0 ? "release/2.1" : "main") + "\",\"after\":\"" + sha
                        + "\",\"deleted\":false,\"head_commit\":{\"id\":\"" + sha
                        + "\",\"message\":\"Mend the footer of printed invoices\\n\\nIt hid the sum.\",\"url\":\"https://github.example/acme/"
                        + repository + "/commit/" + sha + "\"},\"commits\":[]," + place);
    }

    @Test
    void each_view_has_six_forms_that_fit_and_can_be_read(Browser browser) {
        List<String> views = new ArrayList<>(sections(browser));
        assertThat(views).contains("deliveries", "overview", "hooks", "chat", "tickets", "refusals", "configuration");
        views.addAll(List.of("deliveries/2", "deliveries/" + (DELIVERIES + 1), "hooks/push-shop", "setup"));
        for (String view : views) {
            browser.wide(WIDTHS.get(0)).light().open(site, view).sees("h1", "").sees(".connection", "Live");
            Eventually.that(() -> assertThat(browser.texts("main")).noneMatch(text -> text.contains("Loading")));
            assertThat(browser.run(PageLooksTest.FAINT)).as(view + " light").isEqualTo(List.of());
            assertThat(browser.dark().run(PageLooksTest.FAINT))
                    .as(view + " dark")
                    .isEqualTo(List.of());
            for (int width : WIDTHS) {
                browser.wide(width).light();
                String name = view.replace('/', '-') + "-" + width;
                Eventually.that(() -> assertThat((long) browser.run("return document.documentElement.scrollWidth"))
                        .as(name)
                        .isLessThanOrEqualTo(width));
                browser.screenshot("forms/" + name + "-light");
                browser.dark();
                browser.screenshot("forms/" + name + "-dark");
            }
        }
        assertThat(browser.complaints()).isEmpty();
    }

    /** Returns the sections of the page that are shown. */
    @SuppressWarnings("unchecked")
    private List<String> sections(Browser browser) {
        browser.open(site, "deliveries").sees(".connection", "Live");
        return (List<String>)
                browser.run("return [...document.querySelectorAll('#tabs a')].filter((one) => !one.hidden)"
                        + ".map((one) => one.dataset.section)");
    }
}
