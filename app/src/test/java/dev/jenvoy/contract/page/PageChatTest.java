package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.SlackStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests the section Chat, in a real browser. */
@Tag("long")
@ExtendWith(Browsing.class)
class PageChatTest {

    private static final String ROUTE = ".lines [data-repo='acme/site']";

    private TestServer site;
    private SlackStandIn slack;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.browser = browser;
        slack = new SlackStandIn();
        site = TestServer.in(folder).with("chat", chat()).start();
    }

    private Map<String, Object> chat() {
        Map<String, Object> rooms = new LinkedHashMap<>();
        rooms.put("dev", Map.of("kind", "slack", "url", slack.hook()));
        rooms.put("ops", Map.of("kind", "slack", "url", slack.address() + "/services/T0/B0/none"));
        return Map.of(
                "rooms",
                rooms,
                "routes",
                List.of(Map.of("repo", "acme/*", "room", "dev", "events", List.of("push:main", "-bots"))));
    }

    @AfterEach
    void stop() {
        site.close();
        slack.close();
    }

    @Test
    void the_section_is_there_only_while_chat_is_configured() {
        site.without("chat");
        browser.open(site, "chat").sees("main", "Chat is not configured");
        Eventually.that(() -> assertThat(browser.texts(".tabs a"))
                .containsExactly("Deliveries", "Overview", "Hooks", "Rejected", "Audit", "Config"));

        site.with("chat", chat());
        browser.reload();

        browser.sees(".tabs a", "Chat").sees("[data-room=dev]", "Open");
        browser.click("h1").press("1").sees(".connection", "Live").sees("h1", "Deliveries");
        browser.click("h1").press("4").sees("h1", "Chat");
    }

    @Test
    void a_test_is_said_in_the_room_and_the_answer_shown() {
        browser.open(site, "chat").click("[data-room=dev] button");

        browser.sees("[data-room=dev] .test-answer", "The service accepted the test.");
        assertThat(slack.messages()).hasSize(1);
        browser.click("[data-room=ops] button").sees("[data-room=ops] .test-answer", "refused");
        browser.sees("[data-room=ops] .test-answer", "no_service").sees("[data-room=ops]", "Last error: ");
        browser.sees("[data-room=dev]", "Last sent");
    }

    @Test
    void a_shut_room_says_since_when_and_its_messages_are_listed() throws Exception {
        slack.answerNext(404, "no_service");
        site.send(HookRequest.push());

        browser.open(site, "chat").sees("[data-room=dev]", "Shut").sees("[data-room=dev]", "Shut since");
        browser.sees(".saying", "Failed").sees(".saying", "no_service");
        browser.click(".quick button", "Waiting").sees("main", "There is no such message.");
        assertThat(browser.place()).isEqualTo("/chat?state=waiting");
        browser.click(".quick button", "Failed").click(".saying a").sees(".message", "no_service");
    }

    @Test
    void a_route_is_added_changed_and_removed_and_unknown_events_are_named() {
        browser.open(site, "chat").sees(".lines", "acme/*").sees(".lines [data-repo='acme/*']", "Fixed");
        assertThat(browser.texts(".lines [data-repo='acme/*'] button")).isEmpty();

        browser.click("button", "Add a route")
                .type("#route-repo", "acme/site")
                .type("#route-events", "nope")
                .click(".chat-form .primary");
        browser.sees(".replies .why", "unknown event nope: nothing changed");
        browser.type("#route-events", "push issues.opened nope +label:\"help wanted\"")
                .press(Keys.ENTER);

        browser.sees(".replies", "unknown event nope").sees(ROUTE, "dev");
        assertThat(browser.texts(ROUTE + " .event-word"))
                .containsExactly("push", "issues.opened", "+label:help wanted");
        browser.click(ROUTE + " button", "Change");
        assertThat(browser.run("return document.querySelector('#route-events').value"))
                .isEqualTo("push issues.opened \"+label:help wanted\"");
        browser.type("#route-events", "release").click(".chat-form .primary");
        Eventually.that(() -> assertThat(browser.texts(ROUTE + " .event-word")).containsExactly("release"));

        browser.click(ROUTE + " button", "Remove").click("dialog button", "Keep it");
        Eventually.that(() -> assertThat(browser.texts("dialog")).isEmpty());
        browser.click(ROUTE + " button", "Remove").click("dialog button", "Remove the route");
        Eventually.that(() -> assertThat(browser.texts(ROUTE)).isEmpty());
    }

    @Test
    void a_token_is_set_and_removed_and_never_shown() throws Exception {
        String token = "token-of-the-site-4711";
        browser.open(site, "chat")
                .type("#token-repo", "acme/site")
                .type("#token-value", token)
                .press(Keys.ENTER);

        browser.sees("[data-token='acme/site']", "GitHub").sees("[data-token='acme/site']", "Set");
        assertThat(String.valueOf(browser.run("return document.documentElement.outerHTML"
                        + " + [...document.querySelectorAll('input')].map((one) => one.value)")))
                .doesNotContain(token);
        assertThat(site.admin("/api/chat/config").body()).doesNotContain(token).contains("(set)");
        browser.click("[data-token='acme/site'] button").click("dialog button", "Remove the token");
        Eventually.that(() -> assertThat(browser.texts("[data-token]")).isEmpty());
    }

    @Test
    void default_events_are_changed() throws Exception {
        browser.open(site, "chat").sees("#view", "Code hosts");
        Eventually.that(() -> assertThat(browser.run("return document.querySelector('#defaults-travis').value"))
                .isEqualTo("passed fixed broken failed still_failing"));

        browser.type("#defaults-repohook", "push nope release").press(Keys.ENTER);

        browser.sees(".replies", "unknown event nope");
        assertThat(site.admin("/api/chat/defaults").body()).contains("\"push\",\"release\"");
    }

    @Test
    void it_fits_every_screen_in_both_themes_and_names_every_control() throws Exception {
        slack.answerNext(404, "no_service: " + "a-long-word-".repeat(30));
        site.send(HookRequest.push());
        browser.open(site, "chat")
                .click("button", "Add a route")
                .type("#route-repo", "acme/" + "site-".repeat(18))
                .type("#route-events", "push:" + "feature-".repeat(20) + " -bots issues.opened")
                .press(Keys.ENTER)
                .sees(".lines", "site-site");
        for (String place : List.of("chat", "deliveries/1")) {
            String name = place.replace('/', '-') + "-chat-";
            for (int width : List.of(390, 880, 1024, 1920)) {
                browser.wide(width).light().open(site, place).sees("h1", "").sees(".connection", "Live");
                browser.sees(
                        place.equals("chat") ? "[data-room=dev]" : ".message",
                        place.equals("chat") ? "Shut" : "Failed");
                browser.run(
                        "[...document.querySelectorAll('main button')].find((b) => b.innerText === 'Add a route')?.click()");
                Eventually.that(() -> assertThat(browser.run("return document.documentElement.scrollWidth"))
                        .as(place + " " + width)
                        .isEqualTo((long) width));
                assertThat(browser.run(PageLooksTest.FAINT))
                        .as(place + " light")
                        .isEqualTo(List.of());
                assertThat(browser.run(PageLooksTest.UNNAMED)).as(place).isEqualTo(List.of());
                tall(name + width);
                browser.dark();
                assertThat(browser.run(PageLooksTest.FAINT)).as(place + " dark").isEqualTo(List.of());
                tall(name + width + "-dark");
            }
        }
        assertThat(browser.complaints()).isEmpty();
    }

    private void tall(String name) {
        browser.run("scrollTo(0, 0)");
        browser.screenshot(name);
        browser.run("scrollTo(0, 900)");
        browser.screenshot(name + "-below");
    }
}
