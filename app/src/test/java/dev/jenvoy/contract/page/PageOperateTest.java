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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests what operators do on the page, in a real browser: running again, selecting, roles, the audit log. */
@Tag("long")
@ExtendWith(Browsing.class)
class PageOperateTest {

    private static final String READ = "planted-read-token-51ab0c2e77";
    private static final String ADMIN = "planted-admin-token-c0ffee1234";

    private TestServer site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) {
        this.browser = browser;
        site = TestServer.in(folder)
                .with(
                        "admin_tokens",
                        Map.of(
                                "wall", Map.of("token", READ, "role", "read"),
                                "ops", Map.of("token", ADMIN, "role", "admin")))
                .hook("push+1", "#!/bin/sh", "echo one")
                .hook("push+2", "#!/bin/sh", "echo two", "[ -e ../mended ]")
                .hook("push+3", "#!/bin/sh", "echo three");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void enter(String place, String token) {
        browser.open(site, place).type("#token", token).press(Keys.ENTER);
    }

    /** Takes a screenshot in both themes and three widths; nothing scrolls sideways in any of them. */
    private void inAllForms(String name) {
        for (int width : new int[] {390, 1024, 1920}) {
            browser.light().wide(width);
            assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                    .as(name + " " + width)
                    .isEqualTo(true);
            browser.screenshot("operate-" + name + "-" + width);
            browser.dark().screenshot("operate-" + name + "-" + width + "-dark");
        }
        browser.light().desktop();
    }

    private void push(String branch) throws IOException {
        site.send(HookRequest.event("push", Payloads.push("refs/heads/" + branch)));
    }

    private void mended() throws IOException {
        Files.createFile(site.folder().resolve("mended"));
    }

    @Test
    void the_failed_hook_runs_again_by_the_list_beside_the_button() throws Exception {
        site.start();
        push("main");
        mended();
        enter("deliveries/1", ADMIN);
        browser.sees("[data-hook='push+2'] .panel-state", "Failed with 1");

        browser.click(".split [aria-haspopup]").sees(".split .menu-list", "Only the hook that failed");
        browser.screenshot("redeliver-menu");
        browser.click(".split .menu-list button", "Only the hook that failed");

        browser.sees(".delivery-title", "Succeeded").sees(".facts", "by ops from 127.0.0.1");
        assertThat(browser.place()).isEqualTo("/deliveries/2");
        assertThat(browser.texts("[data-hook] .panel-name")).containsExactly("push+2");
        browser.sees(".facts", "the failed hooks").sees(".matrix", "not planned");
        browser.screenshot("redelivered-part");
    }

    @Test
    void a_hook_runs_again_by_its_own_panel() throws Exception {
        site.start();
        push("main");
        mended();
        enter("deliveries/1", ADMIN);

        browser.click("[data-hook='push+3'] [aria-haspopup]")
                .click("[data-hook='push+3'] .menu-list button", "Run this hook again");
        browser.sees(".delivery-title", "Succeeded");
        assertThat(browser.texts("[data-hook] .panel-name")).containsExactly("push+3");

        browser.open(site, "deliveries/1").sees("[data-hook='push+2'] .panel-state", "Failed");
        browser.click("[data-hook='push+2'] [aria-haspopup]")
                .click("[data-hook='push+2'] .menu-list button", "Run from this hook on");
        browser.sees(".facts", "the hooks from push+2 on").sees("[data-hook='push+3']", "three");
        assertThat(browser.texts("[data-hook] .panel-name")).containsExactly("push+2", "push+3");
    }

    @Test
    void an_old_delivery_is_asked_about_first() throws Exception {
        site.start();
        push("main");
        push("main");
        push("main");
        enter("deliveries/1", ADMIN);

        browser.click("[data-act=redeliver]").sees("dialog", "2 newer deliveries for main");
        browser.screenshot("stale");
        browser.click("dialog button", "Leave it");
        Eventually.that(() -> assertThat(browser.texts("dialog")).isEmpty());
        assertThat(browser.place()).isEqualTo("/deliveries/1");
        browser.click("[data-act=redeliver]").click("dialog button", "Run it again");
        browser.sees("h1", "push").sees(".facts", "Redelivered");
        assertThat(browser.place()).isEqualTo("/deliveries/4");
    }

    @Test
    void selected_deliveries_run_again_and_the_bar_counts() throws Exception {
        site.start();
        for (String branch : List.of("a", "b", "c", "d", "e")) {
            push(branch);
        }
        mended();
        enter("deliveries", ADMIN);
        browser.sees(".row[data-entry='5']", "Failed");
        assertThat(browser.texts(".selection-bar b")).isEmpty();

        browser.click(".row[data-entry='5'] .pick input").sees(".selection-bar", "1 selected");
        // With the shift key, everything between the two.
        browser.run("document.querySelector('.row[data-entry=\"2\"] .pick input')"
                + ".dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: true }))");
        browser.sees(".selection-bar", "4 selected");
        inAllForms("selection");
        browser.click(".row[data-entry='3'] .pick input").sees(".selection-bar", "3 selected");
        browser.click("[data-act=run-selected]").sees("dialog", "Run 3 deliveries again?");
        browser.screenshot("bulk-question");
        browser.click("dialog button", "Run 3 again");

        browser.sees(".bulk", "Ran 3 of 3 again").sees(".bulk", "3 succeeded, 0 failed");
        browser.sees(".row[data-entry='8']", "Succeeded").screenshot("bulk-done");
        assertThat(browser.texts(".row[data-state=failed]")).hasSize(5);
        browser.click(".bulk .button", "Close");
        Eventually.that(() -> assertThat(browser.texts(".bulk")).isEmpty());
    }

    @Test
    void all_that_match_run_again_and_are_cancelled() throws Exception {
        site.hook("push+1", "#!/bin/sh", "[ -e ../mended ] || exit 1", "while [ ! -e ../go ]; do sleep 0.02; done")
                .start();
        for (int i = 0; i < 12; i++) {
            push("b" + i);
        }
        mended();
        enter("deliveries?state=failed", ADMIN);

        browser.click("[data-act=run-matching]").sees("dialog", "Run 12 deliveries again?");
        browser.click("dialog button", "Run 12 again")
                .sees(".bulk", "of 12 again")
                .screenshot("bulk-running");
        browser.phone().screenshot("bulk-running-phone");
        browser.desktop().click(".bulk .button", "Cancel");
        Files.createFile(site.folder().resolve("go"));

        browser.sees(".bulk", "Cancelled after").sees(".bulk", "cancelled before their turn");
    }

    @Test
    void who_may_only_read_sees_no_button_that_changes_anything() throws Exception {
        site.start();
        push("main");
        enter("deliveries/1", READ);
        browser.sees(".panel-state", "Failed").sees(".who", "wall · read");
        assertThat(browser.texts("[data-act=redeliver]")).allMatch(String::isEmpty);
        assertThat(browser.run("return [...document.querySelectorAll('[data-needs]')]"
                        + ".every((one) => one.getClientRects().length === 0)"))
                .isEqualTo(true);
        browser.open(site, "deliveries").sees(".row", "Failed");
        assertThat(browser.texts(".pick")).isEmpty();
        assertThat(browser.run(
                        "return fetch('api/deliveries/1/redeliver', { method: 'POST' }).then((one) => one.status)"))
                .isEqualTo(403L);
        browser.open(site, "audit").sees(".audit", "Ran a delivery again").sees(".audit", "Refused");
        assertThat(browser.complaints()).allMatch(line -> line.contains("403"));
    }

    @Test
    void the_audit_log_is_filtered_and_leads_to_the_delivery() throws Exception {
        site.start();
        push("main");
        push("other");
        enter("deliveries/1", ADMIN);
        browser.click("[data-act=redeliver]").sees(".facts", "Redelivered");
        site.with("max_backlog", 17);
        site.admin(HookRequest.of("GET", "/api/status").with("Authorization", "Bearer guessed"));

        browser.open(site, "audit").sees(".audit[data-act=configuration]", "max_backlog");
        browser.sees(".audit[data-act=redeliver]", "Ran a delivery again delivery 1")
                .sees(".audit[data-act=redeliver]", "ops")
                .sees(".audit[data-result=refused]", "Tried to sign in");
        inAllForms("audit");

        browser.click(".quick button", "Refused");
        Eventually.that(() -> assertThat(browser.texts(".audit")).hasSize(1));
        browser.click(".quick button", "All");
        browser.type("[data-search]", "max_back");
        Eventually.that(() -> assertThat(browser.texts(".audit")).hasSize(1));
        assertThat(browser.place()).contains("text=max_back");
        browser.open(site, "audit?act=redeliver").click(".audit a", "delivery 1");
        browser.sees("h1", "push").sees(".delivery-title", "Failed");
        assertThat(browser.complaints()).isEmpty();
    }
}
