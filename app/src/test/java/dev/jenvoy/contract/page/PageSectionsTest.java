package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests overview, hooks, rejected requests and configuration, in a real browser. */
@Tag("long")
@ExtendWith(Browsing.class)
class PageSectionsTest {

    private TestServer site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.browser = browser;
        site = TestServer.in(folder)
                .hook("push-site-main", "#!/bin/sh", "true")
                .hook("push", "#!/bin/sh", "exit 1")
                .hook("push.bak", "#!/bin/sh", "true")
                .with("retension", "30d")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void the_overview_counts_and_draws() throws Exception {
        site.send(HookRequest.push());
        site.send(HookRequest.event("issues", Payloads.of("\"action\":\"opened\"")));

        browser.open(site, "overview");

        browser.sees(".tile", "2\ndeliveries").sees(".legend", "Failed 1").sees(".legend", "No hook 1");
        browser.sees(".times", "push-site-main").sees(".times", "1 run, 1 failed");
        assertThat((long) browser.run("return document.querySelectorAll('.plot .fill-bad').length"))
                .isEqualTo(1);
        browser.click(".quick button", "Hour");
        Eventually.that(() -> assertThat(browser.place()).isEqualTo("/overview?hours=1"));
        browser.click(".tile.bad").sees(".row", "Failed");
        assertThat(browser.texts(".row")).hasSize(1);
    }

    @Test
    void hooks_are_listed_with_what_they_answer_to_and_how_they_fared() throws Exception {
        site.send(HookRequest.push());

        browser.open(site, "hooks").sees("[data-hook='push']", "Failed").sees("[data-hook='push']", "100 % of 1");
        browser.sees("[data-hook='push-site-main']", "Succeeded").sees("[data-hook='push-site-main']", "none of 1");
        browser.sees("[data-hook='push.bak']", "Never runs");
        site.send(HookRequest.push());
        browser.sees("[data-hook='push']", "100 % of 2");
        browser.type("[data-search]", "main");
        Eventually.that(() -> assertThat(browser.texts(".hook")).hasSize(1));
    }

    @Test
    void a_column_sorts_the_table_of_hooks_both_ways() throws Exception {
        site.send(HookRequest.push());
        browser.open(site, "hooks").sees("[data-hook='push']", "Failed");

        browser.click("[data-sort=failed]");
        Eventually.that(() ->
                assertThat(browser.texts(".hook .hook-name")).containsExactly("push", "push-site-main", "push.bak"));
        browser.click("[data-sort=failed]");
        Eventually.that(() ->
                assertThat(browser.texts(".hook .hook-name")).containsExactly("push-site-main", "push", "push.bak"));
        assertThat(browser.run("return document.querySelector('[aria-sort]').ariaSort"))
                .isEqualTo("ascending");
        assertThat(browser.run(
                        "return document.querySelector(\"[data-hook='push'] .strip\").getAttribute('aria-label')"))
                .isEqualTo("The last 1 runs: 1 failed");
    }

    @Test
    void a_hook_has_a_page_with_its_runs_its_options_with_their_origins_and_its_text() throws Exception {
        site.hook(
                "push-site-main",
                "#!/bin/sh",
                "# jenvoy: timeout = 7m",
                "# jenvoy: env.TOKEN = 'planted'",
                "echo from the script");
        site.send(HookRequest.push());
        site.send(HookRequest.push());

        browser.open(site, "hooks").click("[data-hook='push-site-main'] a");

        browser.sees("h1", "push-site-main").sees(".delivery-title", "Succeeded");
        browser.sees(".hook-runs", "Delivery 2").sees(".plot-card", "last 2 runs");
        browser.sees(".options", "7m").sees(".options", "Head");
        browser.click(".defaults summary").sees(".defaults", "kill_grace").sees(".defaults", "Default");
        browser.sees(".script-text", "echo from the script");
        assertThat(browser.text("main")).doesNotContain("planted");
        browser.click(".why-acts button").sees(".explained", "It would run");
        browser.press(Keys.ESCAPE);
        Eventually.that(() -> assertThat(browser.place()).isEqualTo("/hooks"));
        browser.open(site, "hooks/no-such").sees("h1", "There is no such hook");
        browser.open(site, "hooks/push.bak").sees(".why", "").sees(".badge", "Never runs");
    }

    @Test
    void a_delivery_without_a_hook_says_why_nothing_ran() throws Exception {
        site.hook("issues-site+closed", "#!/bin/sh", "# jenvoy: when = action == 'closed'");
        site.send(HookRequest.event("issues", Payloads.of("\"action\":\"opened\"")));

        Eventually.that(
                () -> assertThat(site.admin("/api/deliveries/1").status()).isEqualTo(200));
        browser.open(site, "deliveries/1").sees(".explained", "No hook would run");

        browser.sees(".explained", "issues-site+closed");
    }

    @Test
    void a_tile_leads_to_the_deliveries_that_it_counts() throws Exception {
        site.send(HookRequest.push());

        browser.open(site, "overview?hours=168").sees(".tile", "1\ndeliveries");

        for (String words : List.of("deliveries", "succeeded", "failed")) {
            Object href = browser.run(
                    "return [...document.querySelectorAll('.tile')].find((t) => t.innerText.includes(arguments[0])).href",
                    words);
            assertThat(String.valueOf(href)).as(words).contains("from=20");
        }
        browser.click(".tile").sees(".row", "Failed");
    }

    @Test
    void one_problem_is_shown_once() throws Exception {
        site.hookOf("push-site-plain", "rw-r--r--", "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII));
        browser.open(site, "hooks").sees("[data-hook='push-site-plain'] .why", "executable");
        assertThat(browser.text("[data-hook='push-site-plain']")).containsOnlyOnce("executable");

        site.write("{\"http_port\": oops}");
        browser.open(site, "configuration").sees(".problem", "Error");
        assertThat(browser.texts(".problems li"))
                .filteredOn(problem -> problem.contains("not JSON"))
                .hasSize(1);
    }

    @Test
    void explain_follows_the_address() {
        browser.open(site, "hooks?event=push&repository=site&explain=1").sees(".explained", "These hooks");

        browser.click(".tabs [data-section=hooks]");

        Eventually.that(() -> assertThat(browser.run("return document.querySelector('#e-repository').value"))
                .isEqualTo(""));
    }

    @Test
    void explain_tells_which_hooks_would_run() {
        site.hook("push-site+tests", "#!/bin/sh", "# jenvoy: branches = other", "# jenvoy: env.TOKEN = 'planted'");
        site.hook("push-site+wrong", "#!/bin/sh", "# jenvoy: brunch = other");
        browser.open(site, "hooks")
                .sees("[data-hook='push-site+tests'] .head", "branches other")
                .sees("[data-hook='push-site+wrong'] .hint", "did you mean \"branches\"?");
        assertThat(browser.text("main")).doesNotContain("planted");
        browser.type("#e-repository", "acme/site").type("#e-branch", "main").click(".explain button");

        browser.sees(".explained", "These hooks would run, in this order:");
        assertThat(browser.texts(".explained .hook-name").subList(0, 3))
                .containsExactly("push-site-main", "push-site+wrong", "push");
        browser.sees(".explained", "its head leaves it out: branches: other: false: main")
                .sees(".explained .head", "other false: main");
        browser.type("#e-branch", "no..such").click(".explain button").sees(".explained .why", "branch");
    }

    @Test
    void explain_takes_a_payload() {
        site.hook("push-site+titled", "#!/bin/sh", "# jenvoy: when = payload.title == 'yes'");
        browser.open(site, "hooks").click(".explain .pasted summary");
        browser.type("#e-payload", "{\"title\": \"yes\", \"repository\": {\"full_name\": \"acme/site\"}}")
                .click(".explain button");

        browser.sees(".explained", "push-site+titled").sees(".explained .head", "true");
        browser.type("#e-payload", "{").click(".explain button").sees(".explained .why", "rejected");
    }

    @Test
    void a_refusal_appears_with_its_reason_and_what_to_do() throws Exception {
        browser.open(site, "refusals").sees(".empty", "No rejected requests").sees(".connection", "Live");

        site.send(HookRequest.push().secret("another secret, which is wrong"));

        browser.sees(".refusal", "403").sees(".refusal", "the signature does not match the body");
        browser.sees(".refusal .hint", "secret").sees(".refusal", "127.0.0.1");
    }

    @Test
    void rejected_requests_with_one_cause_are_one_entry_which_is_there_after_a_restart() throws Exception {
        for (int i = 0; i < 3; i++) {
            site.send(HookRequest.push().secret("another secret, which is wrong"));
        }
        site.send(HookRequest.push().with("Content-Type", "text/plain"));
        browser.open(site, "refusals").sees(".refusal", "3 ×").sees(".refusal", "415");
        assertThat(browser.texts(".refusal")).hasSize(2);
        browser.click(".newest-refusals summary").sees(".newest-refusals", "expected application/json");
        assertThat(browser.texts(".newest-refusals tbody tr")).hasSize(4);

        site.stop();
        site.start();

        browser.open(site, "refusals").sees(".refusal", "3 ×").sees(".refusal .hint", "application/json");
        browser.type("[data-search]", "signature");
        Eventually.that(() -> assertThat(browser.texts(".refusal")).hasSize(1));
    }

    @Test
    void the_configuration_in_force_is_shown_with_its_problems_and_without_secrets() {
        browser.open(site, "configuration").sees(".problem", "retension").sees(".config", "max_payload");
        assertThat(browser.text("main")).doesNotContain(TestServer.SECRET);

        site.write("{\"http_port\": oops}");

        browser.sees(".problem", "Error");
        browser.sees(".top-facts", "problem");
    }

    @Test
    void each_key_says_what_sets_it_and_what_it_does_and_keys_can_be_found() {
        browser.open(site, "configuration").sees("[data-key=enforce_secret]", "config.json");
        browser.sees("[data-key=max_backlog]", "Default").sees("[data-key=max_backlog] .config-help", "deliveries");
        browser.sees("[data-key=http_port]", "changes at a restart").sees("h2", "Answers and deliveries");

        browser.type("[data-search]", "max_back");
        Eventually.that(() -> assertThat(browser.texts(".config-row")).hasSize(1));
        browser.type("[data-search]", "no such key").sees(".nothing", "No key matches");
        browser.type("[data-search]", "port").click(".config-bar .quick button:nth-child(2)");
        Eventually.that(() ->
                assertThat(browser.texts(".config-row .origin")).isNotEmpty().containsOnly("config.json"));

        site.with("http_host", "localhost");
        site.write(site.json());
        browser.type("[data-search]", "http_host").sees("[data-key=http_host]", "Waits for a restart");
    }
}
