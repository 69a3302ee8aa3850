package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests one delivery's page, in a real browser. */
@ExtendWith(Browsing.class)
class PageDeliveryTest {

    private static final String WAIT = "while [ ! -e ../go ]; do sleep 0.02; done";

    private TestServer site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.browser = browser;
        site = TestServer.in(folder).with("response_timeout", "50ms");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void output_is_shown_while_the_hook_runs() throws Exception {
        site.hook("push", "#!/bin/sh", "echo early", WAIT, "echo late; echo beware >&2")
                .start();
        site.send(HookRequest.push());

        browser.open(site, "").click(".row a");
        browser.sees(".terminal", "early").sees(".panel-state", "Running");
        assertThat(browser.texts(".terminal")).containsExactly("early");
        assertThat(browser.texts("[data-act]")).containsExactly("Cancel");
        go();

        browser.sees(".terminal", "late")
                .sees(".log-err .terminal", "beware")
                .sees(".delivery-title", "Succeeded")
                .sees(".panel-state", "Succeeded");
        assertThat(browser.texts(".terminal")).containsExactly("early", "late", "beware");
        assertThat(browser.texts("[data-act]")).containsExactly("Redeliver");
        assertThat(browser.title()).startsWith("Succeeded: push acme/site");
    }

    @Test
    void a_second_hook_is_followed_after_the_first() throws Exception {
        site.hook("push", "#!/bin/sh", WAIT, "echo one")
                .hook("push+then", "#!/bin/sh", "echo two")
                .start();
        site.send(HookRequest.push());

        browser.open(site, "deliveries/1").sees("[data-hook='push+then']", "Waiting");
        go();

        browser.sees("[data-hook='push']", "one").sees("[data-hook='push+then'] .terminal", "two");
    }

    @Test
    void a_waiting_delivery_says_why_and_links_to_the_one_before_it() throws Exception {
        site.hook("push", "#!/bin/sh", WAIT).start();
        site.send(HookRequest.push());
        site.send(HookRequest.push());

        browser.open(site, "deliveries/2")
                .sees(".waiting-for", "delivery 1 is before it in the queue push of acme/site/main");
        go();
        browser.sees(".delivery-title", "Succeeded");
        assertThat(browser.texts(".waiting-for")).isEmpty();
    }

    @Test
    void a_failed_delivery_is_run_again_and_the_attempts_stand_side_by_side() throws Exception {
        site.hook("push", "#!/bin/sh", "echo trying", "echo no such host >&2", "exit 3")
                .start();
        site.send(HookRequest.push());
        browser.open(site, "deliveries/1").sees(".panel-state", "Failed with 3");
        browser.sees(".log-err .terminal", "no such host");

        site.hook("push", "#!/bin/sh", "echo mended");
        browser.click("[data-act=redeliver]");

        browser.sees(".delivery-title", "Succeeded").sees(".terminal", "mended");
        assertThat(browser.place()).isEqualTo("/deliveries/2");
        browser.sees(".matrix thead", "Redelivery 1 (this)").sees(".matrix tbody", "Failed with 3");
        browser.click(".matrix button", "Compare output");
        browser.sees(".column:nth-child(1)", "no such host").sees(".column:nth-child(2)", "mended");
        browser.screenshot("attempts");
        browser.click(".matrix thead a", "First delivery").sees(".newer-redelivery", "see redelivery 1");
    }

    @Test
    void a_running_delivery_is_cancelled_once_that_was_confirmed() throws Exception {
        site.hook("push", "#!/bin/sh", "echo begun", "sleep 600").start();
        site.send(HookRequest.push());
        browser.open(site, "deliveries/1").sees(".terminal", "begun");

        browser.click("[data-act=cancel]").click("dialog button", "Let it run");
        Eventually.that(() -> assertThat(browser.texts("dialog")).isEmpty());
        assertThat(browser.text(".delivery-title")).contains("Running");
        browser.click("[data-act=cancel]").click("dialog button", "Cancel the delivery");

        browser.sees(".delivery-title", "Cancelled").sees(".panel-state", "Cancelled");
    }

    @Test
    void each_try_of_a_hook_shows_what_it_printed() throws Exception {
        site.with("hooks", Map.of("push", Map.of("retries", 1)))
                .hook("push", "#!/bin/sh", "echo \"try $JENVOY_ATTEMPT\"", "[ \"$JENVOY_ATTEMPT\" = 2 ]")
                .start();
        site.send(HookRequest.push());

        browser.open(site, "deliveries/1").sees("[data-attempt='1']", "try 1").sees("[data-attempt='2']", "try 2");
        browser.sees("[data-attempt='1'] .run-title", "Failed with 1").sees(".panel-state", "Succeeded");
    }

    @Test
    void the_duration_of_a_hook_goes_from_its_first_attempt_to_the_end_of_its_last() throws Exception {
        site.with("hooks", Map.of("push", Map.of("retries", 1)))
                .hook("push", "#!/bin/sh", "[ \"$JENVOY_ATTEMPT\" = 2 ]")
                .start();
        site.send(HookRequest.push());

        // There is a pause of at least half a second between the two.
        browser.open(site, "deliveries/1").sees(".panel-state", "Succeeded").sees(".panel-took", "in 2 attempts");
        browser.reload();
        browser.sees(".panel-took", "in 2 attempts");
        String took = browser.text(".panel-took");
        assertThat(took).matches("([5-9]\\d\\d ms|\\d\\.\\d s) in 2 attempts");
        browser.sees("[data-attempt='1'] .run-title", "ms").sees("[data-attempt='2'] .run-title", "ms");
    }

    @Test
    void output_that_was_cut_is_no_failure_and_sizes_are_those_of_the_configuration() throws Exception {
        site.with("max_output", "64KB")
                .hook("push", "#!/bin/sh", "head -c 70000 /dev/zero | tr '\\0' x")
                .start();
        site.send(HookRequest.push());

        browser.open(site, "deliveries/1").sees(".log-gap", "omitted").sees(".log-bar", "68.4 KB");
        assertThat(browser.texts(".run .why")).isEmpty();
        browser.screenshot("cut");
    }

    @Test
    void who_asked_for_a_redelivery_is_named() throws Exception {
        site.hook("push", "#!/bin/sh", "true").start();
        site.send(HookRequest.push());
        browser.open(site, "deliveries/1").click("[data-act=redeliver]");

        browser.sees(".delivery-title", "Succeeded").sees(".facts", "from 127.0.0.1 without a token");
    }

    @Test
    void headers_and_payload_are_shown_and_fold() throws Exception {
        site.hook("push", "#!/bin/sh", "true").start();
        HookRequest push =
                HookRequest.event("push", Payloads.of("\"ref\":\"refs/heads/main\",\"big\":12345678901234567891"));
        site.send(push);
        browser.open(site, "deliveries/1").click("[role=tab]#tab-request");
        browser.sees(".headers", "X-GitHub-Delivery\n" + push.id());

        browser.sees(".json", "\"refs/heads/main\"");
        assertThat(browser.text(".json")).contains("big: 12345678901234567891").doesNotContain("full_name");
        browser.click(".json details details summary");
        browser.sees(".json", "full_name: \"acme/site\"");
        browser.click(".json details summary");
        assertThat(browser.text(".json")).doesNotContain("refs/heads/main");
    }

    @Test
    void the_head_leads_to_the_sender_only_to_addresses_of_the_web() throws Exception {
        site.hook("push", "#!/bin/sh", "echo first; echo last line >&2; exit 3").start();
        site.send(HookRequest.event("push", """
                {"ref": "refs/heads/feature/x", "after": "%s", "head_commit": {"message": "Fix it"},
                 "compare": "javascript:alert(1)",
                 "repository": {"name": "site", "owner": {"login": "acme"}, "html_url": "https://git.example/acme/site"}}
                """.formatted("ab".repeat(20))));

        browser.open(site, "deliveries/1").sees(".head-title", "Fix it").sees(".commit-link", "ababababab");
        Object links = browser.run(
                "return [...document.querySelectorAll('.delivery-head a[target=_blank]')].map((a) => a.getAttribute('href'))");
        assertThat(links)
                .isEqualTo(List.of(
                        "https://git.example/acme/site",
                        "https://git.example/acme/site/tree/feature/x",
                        "https://git.example/acme/site/commit/" + "ab".repeat(20)));
        browser.sees(".first-failure", "push exit 3").sees(".first-failure", "last line");
        browser.click("#tab-timeline").sees(".course-words", "push Failed after");
        browser.click(".first-failure .link").sees(".panel-state", "Failed with 3");
        assertThat(browser.place()).isEqualTo("/deliveries/1");
    }

    @Test
    void request_response_and_timeline_have_addresses_of_their_own() throws Exception {
        site.with("response_timeout", "1m")
                .hook("push", "#!/bin/sh", "echo done")
                .start();
        site.send(HookRequest.push());
        Eventually.that(() ->
                assertThat(site.admin("/api/deliveries/1/exchange").body()).contains("\"status\":200"));

        browser.open(site, "deliveries/1?tab=response").sees(".response", "200").sees(".response-body", "done");
        browser.sees("#tab-response", "200").sees(".response", "Meaning");
        browser.click("#tab-request").sees(".request-facts", "127.0.0.1");
        assertThat(browser.place()).isEqualTo("/deliveries/1?tab=request");
        browser.type(".payload-bar input", "full_name").sees(".found", "repository.full_name\nacme/site");
        browser.type(".payload-bar input", "no such text").sees(".payload-bar", "0 found");
        browser.click("summary .panel-name", "As a command")
                .sees("pre.code", "SECRET='the secret of the webhook'")
                .sees("pre.code", "--data-binary @delivery-1.json");
        assertThat(browser.text("main")).doesNotContain(TestServer.SECRET);
        browser.press(Keys.TAB);
        browser.run("document.querySelector('#tab-request').focus()");
        browser.press(Keys.ARROW_LEFT);
        Eventually.that(() -> assertThat(browser.place()).isEqualTo("/deliveries/1"));
        browser.press(Keys.END);
        browser.sees(".course-words", "Answered 200 after").sees(".course-words", "push Succeeded after");
        assertThat((long) browser.run("return document.querySelectorAll('.course-row').length"))
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    void the_course_of_a_delivery_that_runs_is_kept_up_to_date() throws Exception {
        site.with("response_timeout", "1s")
                .hook("push", "#!/bin/sh", "while [ ! -e \"" + site.folder() + "/go\" ]; do sleep 0.05; done")
                .start();
        site.send(HookRequest.push());

        browser.open(site, "deliveries/1?tab=timeline").sees(".course-words", "push Running after");
        go();

        browser.sees(".course-words", "push Succeeded after").sees(".course-words", "Answered 202 after");
    }

    @Test
    void a_payload_that_is_not_json_is_shown_as_text() throws Exception {
        site.hook("it", "#!/bin/sh", "true")
                .with("endpoints", Map.of("it", Map.of("proof", "none")))
                .start();
        site.send(HookRequest.of("POST", "/hooks/it")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "text/xml")
                .body("<a>\n  <b>&amp;</b>\n</a>"));
        browser.open(site, "deliveries/1?tab=request");

        browser.sees("pre.json", "<b>&amp;</b>");
    }

    @Test
    void a_long_payload_opens_in_portions() throws Exception {
        StringBuilder commits = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            commits.append(i == 0 ? "" : ",").append("{\"id\":\"c").append(i).append("\"}");
        }
        site.hook("push", "#!/bin/sh", "true").start();
        site.send(HookRequest.event("push", Payloads.of("\"ref\":\"refs/heads/main\",\"commits\":[" + commits + "]")));
        browser.open(site, "deliveries/1?tab=request");

        browser.click(".json details details summary").sees(".json", "150 more");
        assertThat(browser.texts(".json details details > ul > li")).hasSize(101);
        browser.click(".json .link", "150 more").sees(".json", "50 more");
    }

    @Test
    void what_was_printed_can_be_copied_and_saved() throws Exception {
        site.hook("push", "#!/bin/sh", "printf '\\033[31mred\\033[0m\\n'").start();
        site.send(HookRequest.push());
        browser.open(site, "deliveries/1").sees(".terminal", "red");

        Object saved =
                browser.run("return fetch(document.querySelector('.log a[download]').href).then((r) => r.text())");

        assertThat(saved).isEqualTo("\u001b[31mred\u001b[0m\n");
        assertThat(browser.run("return document.querySelector('.log a[download]').download"))
                .isEqualTo("push-1-1.txt");
        browser.click(".log [aria-label='Copy']").sees("#said", "Copied");
    }

    @Test
    void deliveries_that_ran_nothing_say_why() throws Exception {
        site.start();
        site.send(HookRequest.event("ping", Payloads.of("\"zen\":\"Keep it simple.\"")));
        site.send(HookRequest.push());

        browser.open(site, "").sees(".row", "Ping").sees(".row", "No hook");
        browser.open(site, "deliveries/1").sees(".panels", "A ping");
        browser.open(site, "deliveries/2").sees(".panels", "No hook matches it");
        browser.click(".panels a").sees(".explained", "No hook would run");
        browser.open(site, "deliveries/99").sees("h1", "There is no such delivery");
    }

    private void go() throws IOException {
        Files.createFile(site.folder().resolve("go"));
    }
}
