package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.chat.standin.SlackStandIn;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the messages on a delivery's page, in a real browser. */
@Tag("long")
@ExtendWith(Browsing.class)
class PageMessagesTest {

    private static final String DEV = ".message[data-room=dev]";

    private TestServer site;
    private SlackStandIn slack;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) {
        this.browser = browser;
        slack = new SlackStandIn();
        site = TestServer.in(folder);
    }

    @AfterEach
    void stop() {
        site.close();
        slack.close();
    }

    /** Says these events of all repositories of acme in the room dev. */
    private void say(String... events) throws Exception {
        site.with(
                        "chat",
                        Map.of(
                                "rooms",
                                Map.of("dev", Map.of("kind", "slack", "url", slack.hook())),
                                "routes",
                                List.of(Map.of("repo", "acme/*", "room", "dev", "events", List.of(events)))))
                .start();
    }

    @Test
    void a_message_is_shown_beside_the_hooks_with_its_text_and_what_the_service_said() throws Exception {
        site.hook("push", "#!/bin/sh", "echo hook output");
        say("push", "hook.failed");
        site.send(HookRequest.push());

        browser.open(site, "deliveries/1").sees(".terminal", "hook output");
        browser.sees(DEV + " .panel-state", "Sent").sees(DEV + " .panel-name", "dev slack");
        browser.sees(DEV + " .said", "[acme/site]").sees(DEV + " .facts", "The service said\nHTTP 200");

        // The room also looked at the end of the delivery, and had nothing to say.
        assertThat(browser.texts(".message")).hasSize(1);
        assertThat(browser.texts("[data-hook]")).hasSize(1);
        assertThat(browser.texts(DEV + " button")).noneMatch(words -> words.contains("Retry"));
        browser.screenshot("message-sent");
    }

    @Test
    void a_failed_hook_is_told_in_a_message_of_its_own() throws Exception {
        site.hook("push", "#!/bin/sh", "echo no such host >&2", "exit 3");
        say("hook.failed");
        site.send(HookRequest.push());

        browser.open(site, "deliveries/1").sees(".message .panel-name", "dev slack, about its hooks");
        browser.sees(".message .panel-state", "Sent").sees(".message .said", "failed with code 3");
        assertThat(browser.texts(".message")).hasSize(1);
    }

    @Test
    void a_deletion_that_was_said_can_be_redelivered_and_one_that_was_not_cannot() throws Exception {
        say("push");
        site.send(deletion());
        browser.open(site, "deliveries/1").sees(DEV + " .panel-state", "Sent").sees(".panels", "It deleted its branch");

        browser.click(".delivery-acts [data-act=redeliver]")
                .sees(DEV + " .said", "deleted branch old")
                .sees(DEV + " .said", "(again)");

        assertThat(slack.messages()).hasSize(2);
        site.send(deletion().but(r -> r.body(HookRequest.text(r.body()).replace("acme", "octo"))));
        browser.open(site, "deliveries/3").sees(".panels", "It deleted its branch");
        assertThat(browser.texts(".delivery-acts button")).isEmpty();
    }

    /** Reports that the branch old was deleted. */
    private static HookRequest deletion() {
        return HookRequest.event(
                "push",
                Payloads.of("\"ref\":\"refs/heads/old\",\"deleted\":true,"
                        + "\"before\":\"6113728f27ae82c7b1a177c8d03f9e96e0adf246\",\"after\":\"" + "0".repeat(40)
                        + "\""));
    }

    @Test
    void a_message_that_waits_says_why_and_is_sent_at_once_on_request() throws Exception {
        slack.answerNext(ChatStandIn.Answer.of(429, "rate_limited").with("Retry-After", "600"));
        say("push");
        site.send(HookRequest.push());

        browser.open(site, "deliveries/1")
                .sees(DEV + " .panel-state", "Waiting")
                .sees(DEV + " .facts", "Next attempt");
        browser.sees(DEV + " .facts", "rate_limited");
        browser.screenshot("message-waits");
        browser.click(DEV + " [data-act=retry]");

        browser.sees(DEV + " .panel-state", "Sent").sees(DEV + " .panel-took", "2 attempts");
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void a_message_that_waits_is_dropped_once_that_was_confirmed() throws Exception {
        slack.answerNext(ChatStandIn.Answer.of(429, "rate_limited").with("Retry-After", "600"));
        say("push");
        site.send(HookRequest.push());
        browser.open(site, "deliveries/1").sees(DEV + " .panel-state", "Waiting");

        browser.click(DEV + " [data-act=drop]").click("dialog button", "Keep it");
        Eventually.that(() -> assertThat(browser.texts("dialog")).isEmpty());
        assertThat(browser.text(DEV + " .panel-state")).isEqualTo("Waiting");
        browser.click(DEV + " [data-act=drop]").click("dialog button", "Drop the message");

        browser.sees(DEV + " .panel-state", "Dropped");
        assertThat(browser.texts(DEV + " [data-act]")).isEmpty();
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void a_refused_message_says_what_the_service_said() throws Exception {
        slack.answerNext(400, "invalid_payload");
        say("push");
        site.send(HookRequest.push());

        browser.open(site, "deliveries/1").sees(DEV + " .panel-state", "Failed").sees(DEV + " .why", "invalid_payload");
        browser.screenshot("message-failed");
        browser.click(DEV + " [data-act=retry]").sees(DEV + " .panel-state", "Sent");
    }

    @Test
    void a_message_that_is_sent_later_appears_by_itself() throws Exception {
        CountDownLatch answer = slack.holdNextAnswer();
        say("push");
        site.send(HookRequest.push());
        browser.open(site, "deliveries/1")
                .sees(DEV + " .panel-state", "Sending")
                .sees(".panels", "No hook matches it");

        answer.countDown();

        browser.sees(DEV + " .panel-state", "Sent");
    }

    @Test
    void text_of_others_in_a_message_is_text() throws Exception {
        say("issues");
        site.send(HookRequest.event(
                "issues",
                Payloads.of(
                        "\"action\":\"opened\",\"issue\":{\"number\":7,\"title\":\"<img/src=x/onerror=window.owned=1>\\u202egpj\","
                                + "\"html_url\":\"https://git.example.org/acme/site/issues/7\"}")));

        browser.open(site, "deliveries/1").sees(DEV + " .said", "<img/src=x/onerror=window.owned=1>");
        assertThat(browser.run(
                        "return window.owned === undefined && document.querySelectorAll('main img').length === 0"))
                .isEqualTo(true);
    }
}
