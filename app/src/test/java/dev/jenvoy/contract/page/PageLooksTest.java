package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests the look and the size of the page, in a real browser. */
@ExtendWith(Browsing.class)
class PageLooksTest {

    private static final List<String> PLACES = List.of(
            "deliveries",
            "deliveries/1",
            "deliveries/1?tab=request",
            "deliveries/1?tab=response",
            "deliveries/1?tab=timeline",
            "overview",
            "hooks",
            "hooks/push",
            "refusals",
            "audit",
            "configuration",
            "setup");

    /** All that the first view loads but data, before compression, with its fonts. */
    private static final long HEAVIEST = 250_000;

    private TestServer site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.browser = browser;
        site = TestServer.in(folder)
                .hook(
                        "push",
                        "#!/bin/sh",
                        "echo " + "wide-".repeat(60),
                        "printf '\\033[31mno\\033[0m\\n' >&2",
                        "exit 1")
                .hook("push-site-" + "long-".repeat(20) + "name", "#!/bin/sh", "true")
                .start();
        site.send(HookRequest.event("push", Payloads.push("refs/heads/" + "feature-".repeat(20))));
        site.send(HookRequest.push().unsigned());
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void nothing_scrolls_sideways_on_a_phone() {
        browser.phone();
        for (String place : PLACES) {
            browser.open(site, place).sees("h1", "").sees(".connection", "Live");
            browser.run("document.querySelectorAll('main details').forEach((one) => { one.open = true; })");
            browser.run("document.querySelector('[aria-controls=filter-fields]')?.click()");
            Eventually.that(() -> assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .as(place)
                    .isEqualTo(360L));
            browser.screenshot("phone-" + fileOf(place));
        }
        assertThat(browser.texts(".tabs a"))
                .containsExactly("Deliveries", "Overview", "Hooks", "Rejected", "Audit", "Config");
    }

    @Test
    void dark_and_light_are_the_systems_until_one_is_chosen() {
        browser.open(site, "deliveries").sees(".row", "Failed");
        assertThat(brightness()).isGreaterThan(0.9);
        browser.dark();
        assertThat(brightness()).isLessThan(0.15);

        browser.click("[data-theme=half]");
        assertThat(brightness()).isGreaterThan(0.9);
        browser.reload();
        browser.sees(".row", "Failed");
        assertThat(brightness()).isGreaterThan(0.9);
        browser.click("[data-theme=sun]").light();
        assertThat(brightness()).isLessThan(0.15);
        browser.click("[data-theme=moon]");
        assertThat(brightness()).isGreaterThan(0.9);
    }

    @Test
    void texts_have_enough_contrast_in_both_themes() {
        for (String place : PLACES) {
            browser.light().open(site, place).sees("h1", "").sees(".connection", "Live");
            assertThat(browser.run(FAINT)).as(place + " light").isEqualTo(List.of());
            browser.screenshot(fileOf(place));
            browser.dark();
            assertThat(browser.run(FAINT)).as(place + " dark").isEqualTo(List.of());
            browser.screenshot(fileOf(place) + "-dark");
        }
    }

    @Test
    void every_view_loads_without_a_complaint_and_names_every_control() {
        for (String place : PLACES) {
            browser.open(site, place).sees("h1", "").sees(".connection", "Live");
            assertThat(browser.run(UNNAMED)).as(place).isEqualTo(List.of());
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void the_first_key_leads_past_the_sections() {
        browser.open(site, "deliveries").sees(".row", "Failed");

        browser.press(Keys.TAB);
        assertThat(browser.run("return document.activeElement.className")).isEqualTo("skip");
        browser.press(Keys.ENTER);

        assertThat(browser.run("return document.activeElement.id")).isEqualTo("view");
        browser.sees(".row", "Failed");
    }

    @Test
    void the_page_is_light() {
        browser.open(site, "deliveries").sees(".row", "Failed");

        assertThat((long) browser.run("return performance.getEntries().filter((one) => !one.name.includes('/api/'))"
                        + ".reduce((sum, one) => sum + (one.decodedBodySize ?? 0), 0)"))
                .isBetween(20_000L, HEAVIEST);
    }

    private static String fileOf(String place) {
        return place.replaceAll("[^a-z0-9]+", "-");
    }

    /** Returns the brightness of the background, 0 to 1. */
    private double brightness() {
        return ((Number) browser.run(
                        "const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g);"
                                + "return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255"))
                .doubleValue();
    }

    /** Finds controls without a name. */
    static final String UNNAMED = "return [...document.querySelectorAll('button, a, input, select')]"
            + ".filter((e) => !(e.innerText || e.ariaLabel || e.title || e.labels?.length)).map((e) => e.outerHTML)";

    /** Finds texts with less contrast than 4.5 to 1 (WCAG 2.1, 1.4.3). Paints on a canvas to read their colours. */
    static final String FAINT = """
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 1;
            const pen = canvas.getContext('2d', { willReadFrequently: true });
            const over = (colours) => {
              pen.clearRect(0, 0, 1, 1);
              for (const colour of colours) { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1); }
              return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
            };
            const luminance = (rgb) => {
              const [r, g, b] = rgb.map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const grounds = (e) => (e ? [...grounds(e.parentElement), getComputedStyle(e).backgroundColor] : []);
            const faint = new Set();
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              const e = node.parentElement;
              if (!node.data.trim() || !e.checkVisibility() || e.closest('.unseen, .skip, :disabled, noscript, svg')) continue;
              const ground = grounds(e);
              const one = luminance(over(ground));
              const other = luminance(over([...ground, getComputedStyle(e).color]));
              const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
              if (contrast < 4.5) faint.add(`${e.className || e.tagName}: ${node.data.trim().slice(0, 30)} ${contrast.toFixed(2)}`);
            }
            return [...faint];
            """;
}
