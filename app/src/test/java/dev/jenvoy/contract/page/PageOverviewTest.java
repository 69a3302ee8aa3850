package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests what answers whether it is fine, in a real browser. */
@ExtendWith(Browsing.class)
class PageOverviewTest {

    private TestServer site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.browser = browser;
        site = TestServer.in(folder)
                .hook("push-site", "#!/bin/sh", "[ -e ../mended ] || { echo no such host >&2; exit 4; }")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void what_fails_now_is_said_until_it_succeeds() throws Exception {
        push("main");
        push("main");
        push("dev");
        browser.open(site, "overview").sees(".verdict.bad h2", "2 hooks fail now");

        browser.sees(".failing", "push-site").sees(".failing", "exit 4").sees(".failing", "no such host");
        assertThat(browser.texts(".failing li").get(1)).contains("acme/site main", "2 times");
        browser.screenshot("overview-failing");
        site.hook("../mended", "#!/bin/sh");
        push("main");
        push("dev");

        browser.sees(".verdict.good h2", "Nothing fails now");
    }

    @Test
    void a_plot_is_read_with_the_pointer_and_leads_to_its_deliveries() throws Exception {
        push("main");
        browser.open(site, "overview?hours=1").sees(".tile", "1\ndeliveries");

        browser.run("document.querySelector('.plot svg').focus()");
        browser.press(Keys.ARROW_LEFT).sees(".reading", "1 failed");
        browser.press(Keys.ENTER).sees(".row", "Failed");
        assertThat(browser.place()).contains("from=20", "to=20");
        browser.back();

        browser.sees(".tile", "1\ndeliveries");
        drag(".plot svg", 0.5, 1);
        Eventually.that(() -> assertThat(browser.place()).startsWith("/overview?from=20"));
        browser.sees(".range", "Back to the last day").sees(".tile", "1\ndeliveries");
    }

    @Test
    void hooks_are_ordered_by_what_is_asked_for_and_the_queue_shows_only_what_was_sampled() throws Exception {
        site.hook("push-slow", "#!/bin/sh", "sleep 0.3");
        push("main");
        site.send(HookRequest.event("push", Payloads.push("refs/heads/main").replace("\"site\"", "\"slow\"")));
        browser.open(site, "overview").sees(".times", "push-slow");
        assertThat(names()).containsExactly("push-slow", "push-site");

        browser.click(".times-head button", "Most failures");
        Eventually.that(() -> assertThat(names()).containsExactly("push-site", "push-slow"));

        // A day is shown, and the server has sampled for a moment.
        assertThat(((Number)
                                browser.run(
                                        "const area = document.querySelector('.area-busy').getBBox();"
                                                + "return area.width / document.querySelector('.area-busy').ownerSVGElement.clientWidth"))
                        .doubleValue())
                .isLessThan(0.05);
    }

    private List<String> names() {
        return browser.texts(".times .hook-name");
    }

    private void drag(String selector, double from, double to) {
        browser.run(
                "const node = document.querySelector(arguments[0]); const box = node.getBoundingClientRect();"
                        + "const at = (share) => ({ clientX: box.left + 56 + share * (box.width - 60), clientY: box.top + 20,"
                        + " button: 0, pointerType: 'touch', pointerId: 1, bubbles: true });"
                        + "node.dispatchEvent(new PointerEvent('pointerdown', at(arguments[1])));"
                        + "node.dispatchEvent(new PointerEvent('pointermove', at(arguments[2])));"
                        + "node.dispatchEvent(new PointerEvent('pointerup', at(arguments[2])));",
                selector,
                from,
                to);
    }

    private void push(String branch) throws IOException {
        site.send(HookRequest.event("push", Payloads.push("refs/heads/" + branch)));
    }
}
