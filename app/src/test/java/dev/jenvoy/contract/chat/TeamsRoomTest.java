package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.kind.teams.TeamsKind;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.chat.standin.WorkflowStandIn;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TeamsRoomTest {

    private final RoomKind kind = new TeamsKind();
    private final WorkflowStandIn teams = new WorkflowStandIn();
    private final Connection room =
            ChatLogin.room(kind, "{\"url\":\"" + teams.hook() + "\"}").connect(kind);

    @AfterEach
    void close() {
        room.close();
        teams.close();
    }

    @Test
    void the_code_of_a_refusal_is_said() throws InterruptedException {
        teams.answerNext(
                400,
                "{\"error\":{\"code\":\"TriggerInputSchemaMismatch\",\"message\":\"The input body did not match.\"}}");
        teams.answerNext(403, "{\"error\":{\"code\":\"Forbidden\",\"message\":\"Only members may.\"}}");

        assertThat(room.send("", ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Refused(
                        false, "HTTP 400: TriggerInputSchemaMismatch The input body did not match."));
        assertThat(room.send("", ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Refused(true, "HTTP 403: Forbidden Only members may."));
    }

    @Test
    void a_throttled_workflow_says_when() throws InterruptedException {
        teams.answerNext(ChatStandIn.Answer.of(429, "").with("Retry-After", "12"));

        assertThat(room.send("", ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Limited(Duration.ofSeconds(12), false, "HTTP 429"));
    }

    @Test
    void each_block_is_a_part_of_the_card() throws InterruptedException {
        assertThat(room.send("", ChatMessages.of(ChatMessages.hostile()))).isInstanceOf(SendResult.Sent.class);

        JsonObject card = teams.cards().get(0);
        assertThat(card.getAsJsonArray("body"))
                .extracting(part -> part.getAsJsonObject().get("type").getAsString())
                .containsExactly("TextBlock", "TextBlock", "Container");
    }

    @Test
    void a_hostile_title_is_no_markup_in_a_card() throws InterruptedException {
        assertThat(room.send("", ChatMessages.of(ChatMessages.HOSTILE + " {{DATE(2026-01-01)}} <at>all</at>")))
                .isInstanceOf(SendResult.Sent.class);

        String text = teams.cards()
                .get(0)
                .getAsJsonArray("body")
                .get(0)
                .getAsJsonObject()
                .get("text")
                .getAsString();
        assertThat(text.replaceAll("\\\\[\\\\`*_~<{\\[\\]&]", "")).doesNotContain("*", "_", "~", "<", "{", "[", "`");
        assertThat(text).doesNotContain("](");
    }

    @Test
    void a_room_has_no_account() {
        assertThat(ChatLogin.account(kind, "{\"kind\":\"teams\"}").messages())
                .containsExactly("Teams has no accounts: give the room \"kind\" and \"url\"");
    }
}
