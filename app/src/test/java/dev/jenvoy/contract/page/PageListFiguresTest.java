package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests what a row of the list tells, and the figures above it, in a real browser. */
@Tag("long")
@ExtendWith(Browsing.class)
class PageListFiguresTest {

    private TestServer site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.browser = browser;
        site = TestServer.in(folder)
                .hook("push-site-main", "#!/bin/sh", "echo deployed")
                .hook("push-site-broken", "#!/bin/sh", "echo start", "echo no such host >&2", "exit 3")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void a_row_has_the_title_and_a_failed_one_the_hook_its_code_and_its_last_line() throws Exception {
        push("main", "Fix the rounding\\n\\nof invoices");
        push("broken", "Break it <b>");

        browser.open(site, "").sees(".row .title", "Fix the rounding").sees(".row .title", "Break it <b>");
        assertThat(browser.texts(".row .failure")).containsExactly("push-site-broken exit 3 no such host");
        assertThat(browser.texts(".day")).singleElement().asString().startsWith("Today");
        assertThat(browser.run("return document.querySelector('.dots i').title"))
                .isEqualTo("push-site-broken: failed");
        browser.type("[data-search]", "rounding");
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(1));
    }

    @Test
    void the_tabs_count_and_the_histogram_narrows_the_list() throws Exception {
        push("main", "One");
        push("main", "Two");
        push("broken", "Three");
        push("none", "Four");

        browser.open(site, "").sees(".total", "4 of 4").sees("[data-states='']", "All 4");
        browser.sees("[data-states='failed,set_aside']", "Failed 1").sees("[data-states='succeeded']", "Succeeded 2");
        browser.click("[data-states='succeeded']").sees(".total", "2 of 2");
        browser.sees("[data-states='']", "All 4");
        browser.click("[data-states='']").sees(".total", "4 of 4");
        push("main", "Five");
        browser.sees(".total", "5 of 5").sees("[data-states='succeeded']", "Succeeded 3");

        browser.run("document.querySelector('.timeline svg').focus()");
        browser.press(Keys.ARROW_LEFT).sees(".timeline .reading", "succeeded");
        browser.press(Keys.ENTER);
        Eventually.that(() -> assertThat(browser.place()).contains("from=20", "to=20"));
        assertThat(browser.texts(".chip")).hasSize(2);
    }

    @Test
    void a_superseded_hook_did_not_succeed() throws Exception {
        site.with("response_timeout", "1ms")
                .with("hooks", Map.of("push-site-slow", Map.of("concurrency", "latest")))
                .hook("push-site-slow", "#!/bin/sh", "while [ ! -e ../go ]; do sleep 0.02; done");
        push("slow", "One");
        push("slow", "Two");
        push("slow", "Three");

        browser.open(site, "").sees(".row .c-state", "Superseded");
        site.hook("../go", "#!/bin/sh");

        browser.sees(".day + .row .c-state", "Succeeded");
        assertThat(browser.texts(".row .c-state")).containsExactly("Succeeded", "Superseded", "Succeeded");
        assertThat(browser.run("return document.querySelectorAll('.dots .wait').length"))
                .isEqualTo(1L);
        browser.sees("[data-states='succeeded']", "Succeeded 2");
    }

    @Test
    void filters_complete_the_names_that_there_are() throws Exception {
        push("main", "One");
        browser.open(site, "").sees(".row", "One").click("[aria-controls=filter-fields]");

        Eventually.that(() -> assertThat(browser.run(
                        "return [...document.querySelectorAll('datalist option')].map((one) => one.value).join(' ')"))
                .isEqualTo("github push acme/site main"));
    }

    @Test
    void the_palette_leads_to_pages_hooks_repositories_and_deliveries() throws Exception {
        push("broken", "Break it");
        browser.open(site, "hooks").sees(".connection", "Live");

        browser.press(Keys.chord(Keys.CONTROL, "k")).sees(".palette [aria-selected=true]", "Deliveries");
        browser.type(".palette input", "broke")
                .sees(".palette li", "push-site-broken")
                .sees(".palette li", "Break it");
        browser.type(".palette input", "#1").sees(".palette [aria-selected=true]", "1 Break it");
        browser.screenshot("palette");
        browser.press(Keys.ENTER).sees(".delivery-title", "Failed");
        assertThat(browser.place()).isEqualTo("/deliveries/1");
        browser.press(Keys.chord(Keys.CONTROL, "k"));
        browser.type(".palette input", "acme/").sees(".palette [aria-selected=true]", "acme/site");
        browser.press(Keys.ENTER).sees(".chip", "acme/site");
        browser.press(Keys.chord(Keys.CONTROL, "k"));
        browser.sees(".palette", "Overview").press(Keys.ESCAPE);
        Eventually.that(() -> assertThat(browser.texts(".palette")).isEmpty());
    }

    @Test
    void a_test_delivery_comes_through_the_door_of_its_sender() throws Exception {
        site.with("senders", Map.of("gitlab", Map.of("secret", "planted-gitlab-secret")))
                .hook("push_hook", "#!/bin/sh", "echo of gitlab");
        browser.open(site, "").sees(".guide", "Nothing has arrived yet");
        browser.sees("[data-sender=gitlab]", "Secret set").sees("[data-sender=gitea]", "senders.gitea.secret");
        assertThat(browser.text(".guide")).doesNotContain("planted");
        assertThat(browser.texts("[data-sender=sns] button")).isEmpty();

        browser.click("[data-sender=gitlab] button");

        browser.sees(".row", "push_hook").sees(".row", "gitlab").sees(".row", "octo-org/site");
        browser.open(site, "setup").click("[data-sender=github] button").sees("[data-sender=github]", "Answered 200");
    }

    private void push(String branch, String message) throws IOException {
        site.send(HookRequest.event(
                "push",
                "{\"ref\":\"refs/heads/" + branch + "\",\"after\":\"6113728f27ae82c7b1a177c8d03f9e96e0adf246\","
                        + "\"head_commit\":{\"message\":\"" + message + "\"},"
                        + "\"repository\":{\"name\":\"site\",\"owner\":{\"login\":\"acme\"}},"
                        + "\"sender\":{\"login\":\"ann\"}}"));
    }
}
