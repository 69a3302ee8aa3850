package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.kind.webhook.WebhookKind;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookRoomTest {

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
