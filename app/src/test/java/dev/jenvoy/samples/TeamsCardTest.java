package dev.jenvoy.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.machine.Component;
import dev.jenvoy.samples.TeamsStandIn.Card;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the content of the cards, as the webhook receives it. */
final class TeamsCardTest {
    @TempDir
    private Path scratch;

    private final TeamsStandIn teams = TeamsStandIn.taking();

    @BeforeEach
    void needPython() {
        Component.need("python3");
    }

    @AfterEach
    void stop() {
        teams.close();
    }

    private Card cardOf(String event, JsonObject payload) throws Exception {
        return posted(SampleHook.named("all+teams", scratch), event, payload);
    }

    /** Returns the card of a hook whose settings have this one entry for every event. */
    private Card cardOf(String entry, String event, JsonObject payload) throws Exception {
        return posted(
                SampleHook.copied("all+teams", scratch)
                        .beside("all+teams.json", "{\"events\": {\"default\": " + entry + "}}"),
                event,
                payload);
    }

    private Card posted(SampleHook hook, String event, JsonObject payload) throws Exception {
        SampleHook.Ran ran = hook.with("TEAMS_URL", teams.url()).run(event, payload.toString());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        return teams.card();
    }

    private static JsonObject object(String json) {
        return JsonParser.parseString(json).getAsJsonObject();
    }

    @Test
    void a_card_is_the_attachment_of_a_message_as_a_workflow_wants_it() throws Exception {
        cardOf("push", HookPayloads.push());

        assertThat(teams.posted()).hasSize(1);
        TeamsStandIn.Posted posted = teams.posted().get(0);
        assertThat(posted.method()).isEqualTo("POST");
        assertThat(posted.type()).startsWith("application/json");
        JsonObject message = object(new String(posted.body(), StandardCharsets.UTF_8));
        assertThat(message.get("type").getAsString()).isEqualTo("message");
        JsonArray attachments = message.getAsJsonArray("attachments");
        assertThat(attachments).hasSize(1);
        assertThat(attachments.get(0).getAsJsonObject().get("contentType").getAsString())
                .isEqualTo("application/vnd.microsoft.card.adaptive");
        JsonObject content = posted.card().content();
        assertThat(content.get("type").getAsString()).isEqualTo("AdaptiveCard");
        assertThat(content.get("version").getAsString()).isEqualTo("1.4");
    }

    @Test
    void a_push_shows_its_repository_branch_last_commit_and_links() throws Exception {
        Card card = cardOf("push", HookPayloads.push());

        assertThat(card.title()).isEqualTo("acme/site: 2 commit(s) on main");
        assertThat(card.text()).isEqualTo("**Show the opening hours**\n\nby Ada");
        assertThat(card.colour()).isEqualTo("accent");
        assertThat(card.facts()).containsExactly("Pushed by=ada", "Commit=1a2b3c4");
        assertThat(card.links())
                .containsExactly(
                        "Action.OpenUrl Changes "
                                + "https://github.example/acme/site/compare/9f4c1d7be02a...1a2b3c4d5e6f",
                        "Action.OpenUrl Repository https://github.example/acme/site");
    }

    @Test
    void an_action_has_an_entry_of_its_own_and_a_colour_by_what_came_out() throws Exception {
        JsonObject merged = HookPayloads.read("pull_request");
        JsonObject dropped = merged.deepCopy();
        dropped.getAsJsonObject("pull_request").addProperty("merged", false);

        assertThat(cardOf("pull_request", merged).colour()).isEqualTo("good");
        assertThat(cardOf("pull_request", dropped).colour()).isEqualTo("warning");
        Card failed = cardOf("workflow_run", HookPayloads.read("workflow_run"));
        assertThat(failed.title()).isEqualTo("acme/site: Build failure");
        assertThat(failed.colour()).isEqualTo("attention");
        assertThat(failed.style()).isEqualTo("attention");
    }

    @Test
    void an_event_without_an_entry_uses_the_default() throws Exception {
        Card card = cardOf(
                "gollum", object("{\"repository\": {\"full_name\": \"acme/site\"}, \"sender\": {\"login\": \"ada\"}}"));

        assertThat(card.title()).isEqualTo("acme/site: gollum");
        assertThat(card.text()).isEqualTo("by ada");
        assertThat(card.colour()).isEqualTo("default");
        assertThat(card.links()).isEmpty();
    }

    @Test
    void placeholders_reach_into_lists_take_defaults_and_cut() throws Exception {
        Card card = cardOf(
                "{\"title\": \"{commits.0.message} {commits.-1.id:4} {commits.9.id|none} {commits}{x.y.z}\","
                        + "\"text\": \"{n} {yes} {nil|{ref}} {JENVOY_ATTEMPT} {JENVOY_RUN|hidden} {not one} {\"}",
                "push",
                object("{\"commits\": [{\"message\": \"first\"}, {\"id\": \"abcdefgh\"}], \"ref\": \"main\","
                        + "\"n\": 12345678901234567890.10, \"yes\": true, \"nil\": null}"));

        assertThat(card.title()).isEqualTo("first abcd none");
        assertThat(card.text()).isEqualTo("12345678901234567890.10 true main 1 hidden {not one} {");
    }

    @Test
    void a_value_cannot_speak_markdown() throws Exception {
        Card card = cardOf(
                "{\"title\": \"{t}\", \"text\": \"**Said:** {t}\\n{list}\"}",
                "push",
                object("{\"t\": \"[click](https://evil.example) **b** _i_ `c` <at>all</at> &#91; {{DATE(1)}} {ref}\","
                        + "\"list\": \"# head\\n- item\\n12. item\\n> quote\\n1.5 #7\", \"ref\": \"inner\"}"));

        String harmless = "\\[click\\] (https://evil.example) \\*\\*b\\*\\* \\_i\\_ \\`c\\` \\<at>all\\</at> \\&#91;"
                + " \\{\\{DATE(1)}} \\{ref}";
        assertThat(card.title()).isEqualTo(harmless);
        assertThat(card.text())
                .isEqualTo("**Said:** " + harmless + "\n\n\\# head\n\n\\- item\n\n12\\. item\n\n\\> quote\n\n1.5 #7");
    }

    @Test
    void a_value_in_a_link_stays_the_address_of_that_link() throws Exception {
        String entry = "{\"title\": \"t\", \"text\": \"[here]({u})\"}";

        assertThat(cardOf(entry, "push", object("{\"u\": \"https://a.example/x) [y](https://b.example\"}"))
                        .text())
                .isEqualTo("[here]()");
        assertThat(cardOf(entry, "push", object("{\"u\": \"https://a.example/x)[y](z\"}"))
                        .text())
                .isEqualTo("[here](https://a.example/x%29[y]%28z)");
        assertThat(cardOf(entry, "push", object("{\"u\": \"javascript:alert(1)\"}"))
                        .text())
                .isEqualTo("[here]()");
    }

    @Test
    void only_web_pages_get_a_button() throws Exception {
        JsonObject payload = HookPayloads.push();
        payload.addProperty("compare", "javascript:alert(1)");
        payload.getAsJsonObject("repository").addProperty("html_url", "https://good.example@evil.example/");
        payload.add("comment", object("{\"html_url\": \"http://ok.example/a b\"}"));
        payload.add("issue", object("{\"html_url\": \"file:///etc/passwd\"}"));
        payload.add("release", object("{\"html_url\": \"\"}"));

        assertThat(cardOf("push", payload).links()).isEmpty();
    }

    @Test
    void an_entry_can_name_its_links_or_none() throws Exception {
        assertThat(cardOf(
                                "{\"title\": \"t\", \"links\": {\"Log\": \"https://ci.example/{after:7}\", \"No\": \"{x}\"}}",
                                "push",
                                HookPayloads.push())
                        .links())
                .containsExactly("Action.OpenUrl Log https://ci.example/1a2b3c4");
        assertThat(cardOf("{\"title\": \"t\", \"links\": false}", "push", HookPayloads.push())
                        .links())
                .isEmpty();
    }

    @Test
    void what_hides_or_reorders_text_is_dropped_and_half_characters_are_replaced() throws Exception {
        Card card = cardOf(
                "{\"title\": \"{t}|{half}\"}",
                "push",
                object("{\"t\": \"a\\u0000b\\u001b[2Jc\\u202ed\\u2066e\\u200bf\\u0085g\", \"half\": 1}"));

        assertThat(card.title()).isEqualTo("ab\\[2Jcdefg|1");

        SampleHook.Ran ran = SampleHook.copied("all+teams", scratch)
                .with("TEAMS_URL", teams.url())
                .beside("all+teams.json", "{\"events\": {\"default\": {\"title\": \"{t}\"}}}")
                .run("push", "{\"t\": \"x\\ud83dy \\ud83d\\ude00\"}");
        assertThat(ran.code()).isZero();
        assertThat(teams.card().title()).isEqualTo("x\ufffdy \ud83d\ude00");
    }

    @Test
    void a_cut_leaves_no_half_of_an_escaped_character() throws Exception {
        JsonObject payload = object("{\"t\": \"" + "*".repeat(900) + "\"}");

        Card card = cardOf("{\"title\": \"{t}\", \"text\": \"{t}{t}{t}{t}\"}", "push", payload);
        assertThat(card.title()).matches("(\\\\\\*){99}…");
        assertThat(card.text()).matches("(\\\\\\*)+…").hasSizeLessThanOrEqualTo(3500);
    }

    @Test
    void a_card_stays_well_below_the_limit_of_teams_whatever_the_payload() throws Exception {
        String faces = "\ud83d\ude00".repeat(300_000);
        StringBuilder facts = new StringBuilder("\"0\": \"{t}\"");
        for (int i = 1; i < 30; i++) {
            facts.append(", \"").append(i).append("\": \"{t}\"");
        }

        Card card = cardOf(
                "{\"title\": \"{t}\", \"text\": \"" + "{t} ".repeat(50) + "\", \"facts\": {" + facts + "}}",
                "push",
                object("{\"t\": \"" + faces + "\"}"));
        assertThat(teams.posted().get(0).body()).hasSizeLessThanOrEqualTo(18_000);
        assertThat(card.title().codePointCount(0, card.title().length())).isEqualTo(200);
        assertThat(card.text()).hasSizeGreaterThan(1_000).endsWith("…");
        assertThat(card.facts()).hasSize(10);
    }
}
