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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests the list of deliveries, in a real browser. */
@ExtendWith(Browsing.class)
class PageListTest {

    private TestServer site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.browser = browser;
        site = TestServer.in(folder)
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
        assertThat(browser.text(".guide")).doesNotContain(TestServer.SECRET);
        browser.screenshot("empty");
    }

    @Test
    void a_delivery_appears_and_changes_without_a_reload() throws Exception {
        site.hook("push-site-slow", "#!/bin/sh", "while [ ! -e ../go ]; do sleep 0.02; done");
        site.with("response_timeout", "50ms");
        browser.open(site, "").sees(".connection", "Live");

        site.send(HookRequest.event("push", Payloads.push("refs/heads/slow")));

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
    void the_newest_comes_first() throws Exception {
        browser.open(site, "").sees(".connection", "Live");
        push("main");
        browser.sees(".day:first-child + .row", "Succeeded");
        push("broken");

        browser.sees(".day:first-child + .row", "Failed").sees(".day:first-child + .row", "broken");
        assertThat(browser.texts(".row")).hasSize(2);
    }

    @Test
    void filters_stand_in_the_address_bar_and_hold_for_what_comes() throws Exception {
        push("main");
        push("broken");
        push("nothing");
        browser.open(site, "").sees(".row", "No hook");

        browser.click(".quick [data-states='failed,set_aside']");
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(1));
        assertThat(browser.place()).isEqualTo("/deliveries?state=failed%2Cset_aside");
        push("main");
        push("broken");
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(2));
        assertThat(browser.texts(".row .c-state")).containsOnly("Failed");

        browser.reload();
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(2));

        browser.click(".quick [data-states='']").type("[data-search]", "nothing");
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
        browser.open(site, "").sees(".day:first-child + .row", "nothing-54");
        browser.reload();
        browser.sees(".day:first-child + .row", "nothing-54");
        assertThat(browser.texts(".row")).hasSize(50);

        browser.click(".foot a", "Older");
        Eventually.that(() -> assertThat(browser.texts(".row")).hasSize(5));
        browser.sees(".row:last-child", "nothing-0");
        push("newer");
        browser.sees(".newer", "1 newer delivery");

        browser.back();
        browser.sees(".day:first-child + .row", "newer");
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

    @Test
    void while_the_server_is_away_the_page_says_so_and_shows_nothing_that_is_not_asked_for() throws Exception {
        push("main");
        browser.open(site, "").sees(".connection", "Live").sees(".row", "Succeeded");
        assertThat(browser.texts("#away")).isEmpty();
        int port = site.adminAddress().getPort();
        site.stop();

        browser.sees("#away", "The server has not answered since");
        assertThat(browser.texts(".row")).hasSize(1);
        browser.screenshot("away");
        browser.click(".quick [data-states='failed,set_aside']").sees(".empty", "The list could not be read");
        assertThat(browser.texts(".row")).isEmpty();
        browser.click("[data-section=hooks]").sees("h1", "Hooks").sees("main .why", "cannot be");
        assertThat(browser.texts(".row")).isEmpty();
        assertThat(browser.text("[aria-current]")).isEqualTo("Hooks");

        site.hook("push-site-later", "#!/bin/sh", "true")
                .with("admin_port", port)
                .start();

        browser.sees(".hook", "push-site-later").sees(".connection", "Live");
        Eventually.that(() -> assertThat(browser.texts("#away")).isEmpty());
        browser.click("[data-section=deliveries]").sees(".row", "Succeeded");
    }

    @Test
    void a_server_that_comes_back_with_another_past_is_believed() throws Exception {
        push("main");
        browser.open(site, "deliveries/1").sees(".delivery-title", "Succeeded");
        int port = site.adminAddress().getPort();
        site.stop();
        browser.sees(".connection", "Reconnecting");

        site.with("data_path", "other").with("admin_port", port).start();
        push("broken");

        browser.sees(".delivery-title", "Failed").sees(".panel-state", "Failed with 1");
        assertThat(browser.texts(".panel-name").get(0)).isEqualTo("push-site-broken");
    }

    @Test
    void the_fields_follow_the_address_even_the_one_that_has_the_focus() throws Exception {
        push("main");
        browser.open(site, "").sees(".row", "main").type("[data-search]", "nothing");
        Eventually.that(() -> assertThat(browser.place()).isEqualTo("/deliveries?text=nothing"));

        browser.run("location.hash = '#/deliveries?text=main'");
        Eventually.that(() -> assertThat(search()).isEqualTo("main"));
        browser.click(".tabs [data-section=deliveries]");
        Eventually.that(() -> assertThat(search()).isEmpty());
        browser.back();
        Eventually.that(() -> assertThat(search()).isEqualTo("main"));
        browser.sees(".row", "main").type("[data-search]", "ma");
        browser.back();
        Eventually.that(() -> assertThat(browser.place()).isNotEqualTo("/deliveries?text=main"));
        Eventually.that(() -> assertThat(
                        browser.run("return (new URLSearchParams(location.hash.split('?')[1]).get('text') ?? '')"))
                .isEqualTo(search()));
    }

    @Test
    @SuppressWarnings("unchecked")
    void every_state_that_can_be_chosen_is_one() throws Exception {
        browser.open(site, "").sees(".connection", "Live");
        push("main");
        browser.sees(".row", "Succeeded");

        List<String> states = (List<String>) browser.run(
                "return [...document.querySelectorAll('#f-state option')].map((one) => one.value).filter(Boolean)");

        assertThat(states).contains("superseded", "set_aside").hasSize(10);
        for (String state : states) {
            assertThat(site.admin("/api/deliveries?state=" + state).status())
                    .as(state)
                    .isEqualTo(200);
        }
    }

    @Test
    void what_comes_is_searched_as_what_came_before() throws Exception {
        browser.open(site, "deliveries?text=refs").sees(".connection", "Live").sees(".empty", "No delivery matches");

        push("main");
        push("with-refs");

        browser.sees(".row", "with-refs");
        assertThat(browser.texts(".row")).hasSize(1);
        browser.reload();
        browser.sees(".row", "with-refs");
        assertThat(browser.texts(".row")).hasSize(1);
    }

    private String search() {
        return String.valueOf(browser.run("return document.querySelector('[data-search]').value"));
    }

    @Test
    void the_bars_of_a_deliverys_hooks_stand_in_their_order() throws Exception {
        site.hook("push-site-three", "#!/bin/sh", "true")
                .hook("push-site-three+1", "#!/bin/sh", "exit 1")
                .hook("push-site-three+2", "#!/bin/sh", "true");

        push("three");

        browser.open(site, "").sees(".row .c-hooks", "1 of 3 failed");
        assertThat(bars()).isEqualTo("good bad good");
    }

    @Test
    void cancelled_hooks_are_not_shown_as_failed() throws Exception {
        site.with("response_timeout", "1ms")
                .hook("push-site-long", "#!/bin/sh", "sleep 600")
                .hook("push-site-long+1", "#!/bin/sh", "true");
        push("long");
        browser.open(site, "").sees(".row .c-state", "Running");

        site.admin(HookRequest.of("POST", "/api/deliveries/1/cancel"));

        browser.sees(".row .c-state", "Cancelled").sees(".row .c-hooks", "2 of 2 cancelled");
        assertThat(bars()).isEqualTo("warn warn");
        browser.open(site, "hooks").sees("[data-hook='push-site-long']", "none of 1");
    }

    private Object bars() {
        return browser.run("return [...document.querySelectorAll('.dots i')].map((i) => i.className).join(' ')");
    }

    private String focused() {
        return String.valueOf(browser.run("return document.activeElement.innerText"));
    }

    private void push(String branch) throws IOException {
        site.send(HookRequest.event("push", Payloads.push("refs/heads/" + branch)));
    }
}
