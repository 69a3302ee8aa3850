package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Text chosen by others is shown and never obeyed, in a real browser. */
@ExtendWith(Browsing.class)
class PageSafetyTest {

    private static final String SCRIPT = "<script>window.owned=1</script>";
    private static final String IMAGE = "<img/src=x/onerror=window.owned=1>";
    private static final String TURNED = "\u202egpj.exe";

    private TestServer site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) {
        this.browser = browser;
        site = TestServer.in(folder);
    }

    @AfterEach
    void stop() {
        assertThat(browser.run("return window.owned === undefined")).isEqualTo(true);
        site.close();
    }

    @Test
    void names_that_are_markup_stay_names() throws Exception {
        site.hook("push", "#!/bin/sh", "cat \"$1\"").start();
        site.send(hostile(SCRIPT));
        site.send(hostile(IMAGE));
        site.send(hostile("main" + TURNED));

        browser.open(site, "").sees(".row", SCRIPT).sees(".row", IMAGE).sees(".row", "main[U+202E]gpj.exe");
        assertThat(browser.texts(".row .by")).allMatch(by -> by.contains(IMAGE));
        browser.screenshot("hostile-names");
        browser.open(site, "deliveries/1").sees(".delivery-title", SCRIPT).sees(".terminal", "window.owned=1");
        browser.click("#tab-request");
        browser.sees(".json", SCRIPT);
        browser.click(".panel .link", "Unfold").sees(".json", "__proto__");
        browser.open(site, "deliveries?branch=" + "%3Cscript%3Ewindow.owned%3D1%3C%2Fscript%3E")
                .sees(".chip", SCRIPT);
        browser.open(site, "hooks?event=push&repository=site&branch=%3Cscript%3E&explain=1")
                .sees(".explained", "push");
        browser.open(site, SCRIPT).sees("h1", "This page does not exist");
        browser.open(site, "deliveries/%3Cscript%3E").sees("h1", "There is no such delivery");

        assertThat(browser.run("return document.querySelectorAll('main script, main img, main iframe').length"))
                .isEqualTo(0L);
        assertThat(browser.complaints()).noneMatch(line -> line.contains("Content Security Policy"));
    }

    @Test
    void output_is_coloured_and_what_else_a_terminal_would_obey_is_left_out() throws Exception {
        Path printed = site.folder().resolve("printed");
        Files.writeString(
                printed,
                "\u001b[31mred\u001b[0m \u001b[1;38;5;46mgreen\u001b[m \u001b[48;2;1;2;3mback\u001b[49m <b>plain</b>\n"
                        + "10%\r60%\r\r100%\r\r\n"
                        + "\u001b]8;;javascript:window.owned=1\u0007link\u001b]8;;\u0007 \u001b]0;title\u001b\\"
                        + "\u001b]52;c;b3duZWQ=\u0007\u001b[2J\u001b[H\u001bcafter\n"
                        + "bell \u0007 nul \u0000 turned " + TURNED + " isolate \u2066 csi \u009b31m\n"
                        + "unfinished \u001b[31",
                StandardCharsets.UTF_8);
        site.hook("push", "#!/bin/sh", "cat ../printed").start();
        site.send(HookRequest.push());

        browser.open(site, "deliveries/1").sees(".terminal", "red green back <b>plain</b>");

        assertThat(browser.run(
                        "return [...document.querySelectorAll('.terminal')].map((e) => e.textContent).join('\\n')"))
                .isEqualTo("red green back <b>plain</b>\n100%\nlink after\n"
                        + "bell [U+0007] nul [U+0000] turned [U+202E]gpj.exe isolate [U+2066] csi [U+009B]31m\n"
                        + "unfinished [U+001B][31");
        assertThat(browser.run("return [...document.querySelector('.terminal').children].map((e) => e.tagName)"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsOnly("SPAN");
        assertThat(style(1, "color")).isEqualTo("rgb(255, 123, 114)");
        assertThat(style(3, "color")).isEqualTo("rgb(0, 255, 0)");
        assertThat(style(3, "fontWeight")).isEqualTo("700");
        assertThat(style(5, "backgroundColor")).isEqualTo("rgb(1, 2, 3)");
        assertThat(browser.complaints()).noneMatch(line -> line.contains("Content Security Policy"));
        browser.screenshot("hostile-output");
    }

    @Test
    void a_sequence_that_arrives_in_two_pieces_is_one() throws Exception {
        site.with("response_timeout", "50ms")
                .hook(
                        "push",
                        "#!/bin/sh",
                        "printf 'a\\033[3'",
                        "while [ ! -e ../go ]; do sleep 0.02; done",
                        "printf '1mred\\033[0m\\n'",
                        "while [ ! -e ../on ]; do sleep 0.02; done")
                .start();
        site.send(HookRequest.push());
        browser.open(site, "deliveries/1").sees(".terminal", "a");
        assertThat(browser.text(".terminal")).isEqualTo("a");

        Files.createFile(site.folder().resolve("go"));

        browser.sees(".terminal .f-1", "red");
        assertThat(browser.text(".panel-state")).contains("Running");
        Files.createFile(site.folder().resolve("on"));
        browser.sees(".panel-state", "Succeeded");
        assertThat(browser.text(".terminal")).isEqualTo("ared");
    }

    @Test
    void the_policy_holds_in_the_browser() throws Exception {
        site.start();
        browser.open(site, "").sees(".guide", "Nothing has arrived yet");
        assertThat(browser.complaints()).isEmpty();

        browser.run(
                "const s = document.createElement('script'); s.text = 'window.owned = 1'; document.body.append(s);"
                        + "document.body.insertAdjacentHTML('beforeend', arguments[0])",
                IMAGE);
        browser.run("fetch('http://127.0.0.1:1/').catch(() => {})");

        Eventually.that(() -> assertThat(seen(browser.complaints())).hasSizeGreaterThanOrEqualTo(2));
    }

    private final List<String> breaches = new ArrayList<>();

    private List<String> seen(List<String> complaints) {
        complaints.stream()
                .filter(line -> line.contains("Content Security Policy"))
                .forEach(breaches::add);
        return breaches;
    }

    private Object style(int span, String property) {
        return browser.run(
                "return getComputedStyle(document.querySelectorAll('.terminal > span')[arguments[0] - 1])[arguments[1]]",
                span,
                property);
    }

    private static HookRequest hostile(String branch) {
        return HookRequest.event(
                "push",
                "{\"ref\":\"refs/heads/" + branch + "\",\"after\":\"6113728f27ae82c7b1a177c8d03f9e96e0adf246\","
                        + "\"__proto__\":{\"owned\":1},\"" + IMAGE + "\":\"" + SCRIPT + "\","
                        + "\"repository\":{\"name\":\"site\",\"owner\":{\"login\":\"acme\"}},"
                        + "\"sender\":{\"login\":\"" + IMAGE + "\"}}");
    }
}
