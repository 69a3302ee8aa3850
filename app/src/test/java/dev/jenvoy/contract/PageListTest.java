package dev.jenvoy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The list of deliveries, in a real browser. */
@ExtendWith(Browsing.class)
class PageListTest {

    private Site site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.browser = browser;
        site = Site.in(folder)
                .hook("push-site-main", "#!/bin/sh", "echo deployed")
                .hook("push-site-broken", "#!/bin/sh", "echo no such host >&2", "exit 1")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void an_empty_journal_tells_the_next_steps_with_the_address_to_paste() {
        browser.open(site, "").sees(".guide", "Nothing has arrived yet");

        browser.sees(".guide", "http://127.0.0.1:" + site.address().getPort() + "/")
                .sees(".guide", "application/json")
                .sees(".guide", "enforce_secret")
                .sees(".guide", "./jenvoy send push")
                .sees(".step.done", "push-site-main");
        assertThat(browser.text(".guide")).doesNotContain(Site.SECRET);
        browser.screenshot("empty");
    }

    @Test
    void a_delivery_appears_and_changes_without_a_reload() throws Exception {
        site.hook("push-site-slow", "#!/bin/sh", "while [ ! -e ../go ]; do sleep 0.02; done");
        site.with("response_timeout", "50ms");
        browser.open(site, "").sees(".connection", "Live");

        site.send(Request.event("push", Payloads.push("refs/heads/slow")));

        browser.sees(".row .c-state", "Running").sees(".row .c-hooks", "0 of 1");
        assertThat(browser.text(".row .c-where")).contains("acme/site", "slow", "6113728", "ann");
        browser.sees(".queue", "1 running");
        Files.createFile(site.folder().resolve("go"));
        browser.sees(".row .c-state", "Succeeded")
                .sees(".row .c-hooks", "1 hook")
                .sees(".queue", "Idle");
        assertThat(browser.texts(".row")).hasSize(1);
    }

    @Test
    void the_newest_stands_first() throws Exception {
        browser.open(site, "").sees(".connection", "Live");
        push("main");
        browser.sees(".row:first-child", "Succeeded");
        push("broken");

        browser.sees(".row:first-child", "Failed").sees(".row:first-child", "broken");
        assertThat(browser.texts(".row")).hasSize(2);
    }

    @Test
    void filters_stand_in_the_address_bar_and_hold_for_what_comes() throws Exception {
        push("main");
        push("broken");
        push("nothing");
        browser.open(site, "").sees(".row", "No hook");

        browser.click(".quick button", "Failed");
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(1));
        assertThat(browser.place()).isEqualTo("/deliveries?state=failed%2Cset_aside");
        push("main");
        push("broken");
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(2));
        assertThat(browser.texts(".row .c-state")).containsOnly("Failed");

        browser.reload();
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(2));

        browser.click(".quick button", "All").type("[data-search]", "nothing");
        Eventually.that(() -> assertThat(browser.place()).isEqualTo("/deliveries?text=nothing"));
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(1));

        browser.click(".button[aria-controls=filter-fields]").type("[data-search]", "");
        browser.type("#f-repository", "acme/site").type("#f-branch", "main");
        Eventually.that(
                () -> assertThat(browser.place()).isEqualTo("/deliveries?owner=acme&repository=site&branch=main"));
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(2));
        assertThat(browser.texts(".chip")).containsExactly("repository\nacme/site", "branch\nmain");

        browser.open(site, "deliveries?event=release").sees(".empty", "No delivery matches");
        browser.click(".empty .button");
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(5));
    }

    @Test
    void a_time_without_deliveries_is_empty() throws Exception {
        push("main");

        browser.open(site, "deliveries?to=2020-01-01T00:00:00.000Z").sees(".empty", "No delivery matches");
        browser.open(site, "deliveries?from=2020-01-01T00:00:00.000Z").sees(".row", "push");
    }

    @Test
    void older_deliveries_are_a_page_further_and_the_way_back_is_the_browsers_own() throws Exception {
        for (int i = 0; i < 55; i++) {
            push("nothing-" + i);
        }
        browser.open(site, "").sees(".row:first-child", "nothing-54");
        browser.reload();
        browser.sees(".row:first-child", "nothing-54");
        assertThat(browser.texts(".row")).hasSize(50);

        browser.click(".foot a", "Older");
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(5));
        browser.sees(".row:last-child", "nothing-0");
        push("newer");
        browser.sees(".newer", "1 newer delivery");

        browser.back();
        browser.sees(".row:first-child", "newer");
    }

    @Test
    void the_keyboard_is_enough() throws Exception {
        push("main");
        push("broken");
        browser.open(site, "").sees(".row", "Failed");

        browser.press("j");
        browser.press("j");
        assertThat(focused()).contains("main");
        browser.press("k");
        assertThat(focused()).contains("broken");
        browser.press(Keys.ENTER).sees("h1", "push acme/site");
        browser.press(Keys.ESCAPE).sees(".row", "Failed");
        Eventually.that(() -> assertThat(focused()).contains("broken"));
        browser.press("/");
        browser.press("main");
        Eventually.that(() -> assertThat(browser.place()).isEqualTo("/deliveries?text=main"));
        browser.press(Keys.ESCAPE);
        browser.press("3");
        browser.sees("h1", "Hooks");
        browser.press("?");
        browser.sees("dialog", "the sections");
    }

    @Test
    void a_server_that_was_away_is_found_again() throws Exception {
        browser.open(site, "").sees(".connection", "Live");
        int port = site.adminAddress().getPort();
        site.stop();
        browser.sees(".connection", "Reconnecting");

        site.with("admin_port", port).start();
        push("main");

        browser.sees(".connection", "Live").sees(".row", "Succeeded");
    }

    private String focused() {
        return String.valueOf(browser.run("return document.activeElement.innerText"));
    }

    private void push(String branch) throws IOException {
        site.send(Request.event("push", Payloads.push("refs/heads/" + branch)));
    }
}
