package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
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

/** Tests the log of a hook on a delivery's page, in a real browser. */
@ExtendWith(Browsing.class)
class PageLogTest {

    private static final String WAIT = "while [ ! -e ../go ]; do sleep 0.02; done";
    private static final String SEARCH = ".log-search input";

    private TestServer site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) {
        this.browser = browser;
        site = TestServer.in(folder).with("response_timeout", "50ms");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private Browser open(String... script) throws Exception {
        site.hook("push", script).start();
        site.send(HookRequest.push());
        return browser.open(site, "deliveries/1");
    }

    private List<String> lines() {
        return browser.texts(".log-text");
    }

    private long number(String script) {
        return ((Number) browser.run("return " + script)).longValue();
    }

    /** Returns whether the row with this number is within the part of the log that can be seen. */
    private boolean isInSight(int line) {
        return (boolean) browser.run(
                "const row = document.querySelector(`.log-n[data-n='${arguments[0]}']`)?.getBoundingClientRect();"
                        + "const log = document.querySelector('.log-scroll').getBoundingClientRect();"
                        + "return Boolean(row && row.top >= log.top - 1 && row.bottom <= log.bottom + 1)",
                line);
    }

    private void sees(int line) {
        Eventually.that(() -> assertThat(isInSight(line)).as("line " + line).isTrue());
    }

    @Test
    void both_streams_are_one_log_with_numbers_and_times_and_tabs_for_each() throws Exception {
        open("#!/bin/sh", "echo one; sleep 0.4; echo two >&2; sleep 0.4; echo three");

        browser.sees(".log-bar", "3 lines");
        assertThat(lines()).containsExactly("one", "two", "three");
        assertThat(browser.run("return [...document.querySelectorAll('.log-n')].map((e) => e.dataset.n).join()"))
                .isEqualTo("1,2,3");
        assertThat(String.valueOf(browser.run("return document.querySelectorAll('.log-t')[2].dataset.t")))
                .matches("\\d\\.\\d{3}");
        browser.click(".log-tabs button", "stderr");
        Eventually.that(() -> assertThat(lines()).containsExactly("two"));
        assertThat(browser.run("return document.querySelector('.log-n').dataset.n"))
                .isEqualTo("2");
        assertThat(String.valueOf(browser.run("return document.querySelector('.log a[download]').href")))
                .contains("stream=stderr");
        browser.click(".log-tabs button", "stdout");
        Eventually.that(() -> assertThat(lines()).containsExactly("one", "three"));
        browser.click("[aria-label='Show the time of each line']");
        assertThat(browser.run("return getComputedStyle(document.querySelector('.log-t')).display"))
                .isEqualTo("none");
        browser.reload();
        browser.sees(".log-text", "one");
        assertThat(browser.run("return getComputedStyle(document.querySelector('.log-t')).display"))
                .as("the choice is kept")
                .isEqualTo("none");
    }

    @Test
    void a_line_is_a_link_and_shift_makes_a_range_that_others_see() throws Exception {
        open("#!/bin/sh", "seq 500").sees(".log-bar", "500 lines");

        browser.click(".log-n[data-n='3']");
        assertThat(browser.place()).isEqualTo("/deliveries/1?log=0.1&line=3");
        browser.run(
                "document.querySelector(\".log-n[data-n='7']\").dispatchEvent(new MouseEvent('click', {shiftKey: true, bubbles: true, cancelable: true}))");
        assertThat(browser.place()).isEqualTo("/deliveries/1?log=0.1&line=3-7");
        Eventually.that(
                () -> assertThat(browser.texts(".log-chosen .log-text")).containsExactly("3", "4", "5", "6", "7"));

        browser.open(site, "deliveries/1?log=0.1&line=300-302").sees(".log-chosen", "300");
        sees(300);
        assertThat(browser.texts(".log-chosen .log-text")).containsExactly("300", "301", "302");
        browser.run("location.hash = '#/deliveries/1?log=0.1&line=20'");
        sees(20);
    }

    @Test
    void search_counts_and_goes_through_the_matches_with_enter() throws Exception {
        open("#!/bin/sh", "seq 2000; printf 'an \\033[31mOdd\\033[0m word\\n'").sees(".log-bar", "2,001 lines");

        browser.type(SEARCH, "77");
        browser.sees(".log-count", "1 of 38");
        sees(77);
        browser.press(Keys.ENTER).sees(".log-count", "2 of 38");
        sees(177);
        browser.press(Keys.chord(Keys.SHIFT, Keys.ENTER)).sees(".log-count", "1 of 38");
        browser.press(Keys.chord(Keys.SHIFT, Keys.ENTER)).sees(".log-count", "38 of 38");
        sees(1977);
        assertThat(browser.texts(".log-found mark")).contains("77");
        browser.type(SEARCH, "odd");
        browser.sees(".log-count", "1 of 1").sees(".log-found mark", "Odd");
        browser.type(SEARCH, "nothing like it");
        browser.sees(".log-count", "0 of 0");
        browser.press(Keys.ESCAPE);
        Eventually.that(() -> assertThat(browser.texts("mark")).isEmpty());
    }

    @Test
    void a_failed_log_is_opened_at_its_end_and_leads_to_the_first_error() throws Exception {
        open("#!/bin/sh", "seq 800; echo 'make: error: no rule'; seq 900; echo 'the end'; exit 2");

        browser.sees(".panel-state", "Failed with 2").sees(".log-text", "the end");
        sees(1702);
        browser.click("[aria-label='Go to the first error']");
        sees(801);
        assertThat(browser.texts(".log-chosen .log-text")).containsExactly("make: error: no rule");
        browser.click("[aria-label='Go to the end']");
        sees(1702);
        browser.screenshot("log-failed");
    }

    @Test
    void a_log_that_succeeded_begins_at_its_beginning() throws Exception {
        open("#!/bin/sh", "seq 800").sees(".log-bar", "800 lines");

        sees(1);
        assertThat(browser.run("return document.querySelector(\"[aria-label='Go to the first error']\").disabled"))
                .isEqualTo(true);
    }

    @Test
    void groups_fold_and_a_search_opens_them() throws Exception {
        open(
                "#!/bin/sh",
                "echo before",
                "echo '::group::Install'",
                "seq 5",
                "echo needle",
                "echo '::endgroup::'",
                "echo after");

        browser.sees(".log-group", "Install").sees(".log-many", "6");
        Eventually.that(() -> assertThat(lines()).hasSize(3).contains("before", "after"));
        browser.click(".log-group");
        Eventually.that(() -> assertThat(lines()).hasSize(9).contains("needle"));
        browser.click(".log-group");
        Eventually.that(() -> assertThat(lines()).hasSize(3));
        browser.type(SEARCH, "needle");
        browser.sees(".log-text", "needle").sees(".log-count", "1 of 1");
    }

    @Test
    void a_running_log_is_followed_until_a_person_scrolls_away() throws Exception {
        open("#!/bin/sh", "seq 300", WAIT, "seq 301 600", "while [ ! -e ../on ]; do sleep 0.02; done", "seq 601 900");
        browser.sees(".log-follow", "Follow").sees(".log-bar", "300 lines");
        sees(300);

        Files.createFile(site.folder().resolve("go"));
        browser.sees(".log-bar", "600 lines");
        sees(600);
        browser.run("document.querySelector('.log-scroll').scrollTop = 0");
        Eventually.that(() -> assertThat(browser.run("return document.querySelector('.log-follow').ariaPressed"))
                .isEqualTo("false"));
        Files.createFile(site.folder().resolve("on"));
        browser.sees(".log-bar", "900 lines").sees(".panel-state", "Succeeded");
        sees(1);
        assertThat(browser.texts(".log-follow")).isEmpty();
    }

    @Test
    void a_hundred_thousand_lines_stay_quick() throws Exception {
        open("#!/bin/sh", "seq 100000").sees(".log-bar", "100,000 lines");

        assertThat(number("document.querySelectorAll('.log-row').length")).isLessThan(120);
        // Scrolls through all of it, a frame for each step, and measures the slowest tenth.
        browser.run(
                "const log = document.querySelector('.log-scroll'); window.frames = []; let last = performance.now(); let step = 0;"
                        + "const go = (now) => { window.frames.push(now - last); last = now; log.scrollTop = log.scrollHeight * step / 60;"
                        + " if (step++ < 60) requestAnimationFrame(go); else window.scrolled = true; }; requestAnimationFrame(go)");
        Eventually.that(() -> assertThat(browser.run("return window.scrolled")).isEqualTo(true));
        long ninth = number("window.frames.sort((a, b) => a - b)[Math.floor(window.frames.length * 0.9)]");
        assertThat(ninth).as("milliseconds of a frame").isLessThan(1_000);
        assertThat(number("document.querySelectorAll('.log-row').length")).isLessThan(120);
        sees(100_000);

        browser.run("window.begun = performance.now()");
        browser.type(SEARCH, "99999");
        browser.sees(".log-count", "1 of 1");
        sees(99_999);
        browser.click("[aria-label='Wrap long lines']");
        browser.click("[aria-label='Go to the end']");
        sees(100_000);
        browser.click("[aria-label='Wrap long lines']");
        browser.screenshot("log-100000");
    }

    @Test
    void wrapped_lines_have_the_room_that_they_need() throws Exception {
        open(
                "#!/bin/sh",
                "head -c 1000 /dev/zero | tr '\\0' x; echo; printf 'wide \\344\\275\\240%.0s' $(seq 200); echo; echo last");
        browser.sees(".log-bar", "3 lines");

        browser.click("[aria-label='Wrap long lines']");

        Eventually.that(() -> assertThat(
                        browser.run(
                                "const rows = [...document.querySelectorAll('.log-row')].map((e) => e.getBoundingClientRect());"
                                        + "return rows.slice(1).every((row, i) => Math.abs(row.top - rows[i].bottom) < 1) && rows[0].height > 30"))
                .isEqualTo(true));
        assertThat(
                        number(
                                "document.querySelector('.log-scroll').scrollWidth - document.querySelector('.log-scroll').clientWidth"))
                .isZero();
        browser.click("[aria-label='Wrap long lines']");
    }

    @Test
    void what_is_omitted_is_one_line_and_a_long_line_is_shown_in_part() throws Exception {
        open("#!/bin/sh", "head -c 3000000 /dev/zero | tr '\\0' x; echo; echo done")
                .sees(".log-gap", "omitted");

        browser.sees(".log-more", "more characters");
        assertThat(browser.texts(".log-gap").get(0)).matches("… 1\\.9 MB omitted …");
        browser.sees(".log-bar", "2.9 MB");
    }

    @Test
    void the_text_can_be_shown_raw_and_the_keys_reach_everything() throws Exception {
        open("#!/bin/sh", "printf '\\033[32mgreen\\033[0m\\n'; echo 'fatal: no' >&2")
                .sees(".log-bar", "2 lines");

        Object raw = browser.run(
                "return fetch(document.querySelector(\"[aria-label='Show as plain text']\").href).then((r) => r.text())");
        assertThat(raw).isEqualTo("\u001b[32mgreen\u001b[0m\nfatal: no\n");
        browser.run("document.querySelector('.log-scroll').focus()");
        browser.press("/");
        assertThat(browser.run("return document.activeElement.type")).isEqualTo("search");
        browser.press(Keys.ESCAPE);
        browser.run("document.querySelector('.log-scroll').focus()");
        browser.press("e").sees(".log-chosen", "fatal: no");
        browser.run("document.querySelector('.log-scroll').focus()");
        browser.press("l").sees(".log-chosen", "green");
        browser.press(Keys.chord(Keys.SHIFT, Keys.ARROW_DOWN)).sees(".log-chosen", "fatal: no");
        assertThat(browser.place()).isEqualTo("/deliveries/1?log=0.1&line=1-2");
    }

    @Test
    void it_fits_every_width_in_both_themes() throws Exception {
        site.with("hooks", Map.of("push", Map.of("retries", 1)))
                .hook(
                        "push",
                        "#!/bin/sh",
                        "echo '$ npm ci'",
                        "echo '::group::Install dependencies'",
                        "seq 40 | sed 's/^/added package /'",
                        "echo '::endgroup::'",
                        "printf '\\033[32m✓\\033[0m built in \\033[1m2.1 s\\033[0m\\n'",
                        "sleep 0.2",
                        "echo 'npm warn deprecated rimraf@3.0.2: Rimraf versions prior to v4 are no longer supported, and this is a long line' >&2",
                        "seq 30 | sed 's/^/test case number /; s/$/ passed/'",
                        "sleep 0.2",
                        "echo 'Error: connect ECONNREFUSED 127.0.0.1:5432' >&2",
                        "echo '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1595:16)' >&2",
                        "exit 1")
                .start();
        site.send(HookRequest.push());
        browser.open(site, "deliveries/1").sees("[data-attempt='2']", "ECONNREFUSED");
        for (String theme : List.of("light", "dark")) {
            if (theme.equals("dark")) {
                browser.dark();
            }
            for (int width : new int[] {1024, 1920}) {
                browser.wide(width);
                noOverflow();
                browser.screenshot("log-" + theme + "-" + width);
            }
            browser.phone();
            noOverflow();
            browser.run("document.querySelector(\"[data-attempt='2'] .log\").scrollIntoView()");
            browser.screenshot("log-" + theme + "-390");
            browser.desktop();
        }
        assertThat(browser.complaints()).isEmpty();
    }

    private void noOverflow() {
        Eventually.that(
                () -> assertThat(number("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                        .isLessThanOrEqualTo(0));
    }
}
