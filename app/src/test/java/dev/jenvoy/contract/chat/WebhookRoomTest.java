package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.chat.compose.Composed;
import dev.jenvoy.chat.compose.Composer;
import dev.jenvoy.chat.compose.Style;
import dev.jenvoy.chat.compose.model.MessageJson;
import dev.jenvoy.chat.kind.webhook.WebhookKind;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookRoomTest {

    private static final String PAGE = "docs/how-to/chat/webhook.md";

    private final RoomKind kind = new WebhookKind();
    private final WebhookStandIn program = new WebhookStandIn();
    private final Connection room =
            ChatLogin.room(kind, config(WebhookStandIn.SECRET)).connect(kind);

    private String config(String secret) {
        return "{\"url\":\"" + program.hook() + "\",\"secret\":\"" + secret + "\"}";
    }

    @AfterEach
    void close() {
        room.close();
        program.close();
    }

    @Test
    void a_program_gets_text_markdown_facts_and_model_under_the_key() throws InterruptedException {
        assertThat(room.send("", ChatMessages.of("a *b* c"))).isInstanceOf(SendResult.Sent.class);

        JsonObject body = program.messages().get(0);
        assertThat(body.toString())
                .isEqualTo(
                        "{\"type\":\"message\",\"room\":\"dev\",\"text\":\"a *b* c\",\"markdown\":\"a \\\\*b\\\\* c\","
                                + "\"delivery\":{\"event\":\"push\"},\"message\":{\"repo\":\"acme/site\"}}");
        ChatStandIn.Request request = program.requests().get(0);
        assertThat(request.header("webhook-id")).isEqualTo(ChatMessages.KEY);
        assertThat(request.header("webhook-timestamp")).isEqualTo("1700000000");
    }

    @Test
    void the_text_has_the_address_that_the_markdown_links_to_and_quotes_as_the_dashboard_has_them() throws Exception {
        Message message = Message.about(Family.GITHUB, "issue_comment")
                .repo("acme/site")
                .actor("alice")
                .action("created")
                .number("7")
                .title("Doors")
                .body("They do.")
                .url("https://git.example.org/acme/site/issues/7")
                .build();

        JsonObject body = sent(message, "{}");

        assertThat(body.get("text").getAsString())
                .isEqualTo("[acme/site] alice commented on issue #7: Doors https://git.example.org/acme/site/issues/7\n"
                        + "  > They do.");
    }

    @Test
    void the_page_shows_what_arrives() throws Exception {
        Message message = Message.about(Family.GITHUB, "issues")
                .repo("acme/site")
                .repoUrl("https://git.example.org/acme/site")
                .actor("alice")
                .action("opened")
                .number("7")
                .title("Doors do not close")
                .url("https://git.example.org/acme/site/issues/7")
                .build();
        String delivery = "{\"event\": \"issues\", \"id\": \"72d3162e-cc78-11e3-81ab-4c9367dc0958\"}";

        JsonObject body = sent(message, delivery);

        JsonObject shown = sample();
        body.getAsJsonObject("message")
                .keySet()
                .retainAll(shown.getAsJsonObject("message").keySet());
        assertThat(shown).isEqualTo(body);
    }

    private JsonObject sent(Message message, String delivery) throws InterruptedException {
        Composed composed = Composer.compose(message, Optional.empty(), Style.FULL, kind.renderer(), Duration.ZERO);
        OutgoingMessage outgoing = new OutgoingMessage(
                ChatMessages.KEY,
                composed.text(),
                composed.subject(),
                Optional.empty(),
                false,
                false,
                new OutgoingMessage.Details(
                        "log",
                        delivery,
                        MessageJson.line(message, kind.renderer().maxCommits())));
        assertThat(room.send("", outgoing)).isInstanceOf(SendResult.Sent.class);
        return program.messages().get(0);
    }

    /** Returns the message on the page about this kind. */
    private static JsonObject sample() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(PAGE))) {
            folder = Objects.requireNonNull(folder.getParent(), "not inside of a checkout");
        }
        String page = Files.readString(folder.resolve(PAGE));
        int begin = page.indexOf("{\n  \"type\": \"message\"");
        return JsonParser.parseString(page.substring(begin, page.indexOf("```", begin)))
                .getAsJsonObject();
    }

    @Test
    void another_secret_is_refused_by_the_program_which_shuts_the_room() throws InterruptedException {
        try (Connection other = ChatLogin.room(kind, config("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx"))
                .connect(kind)) {
            assertThat(other.send("", ChatMessages.of("hello")))
                    .isEqualTo(new SendResult.Refused(true, "HTTP 401: wrong signature"));
        }
    }

    @Test
    void a_secret_in_another_form_is_refused_without_showing_it() {
        assertThat(ChatLogin.room(kind, config("hunter2hunter2")).messages())
                .containsExactly("expected a secret in the form of Standard Webhooks, whsec_ and base64");
        assertThat(ChatLogin.room(kind, config("")).login()).isEmpty();
    }
}
