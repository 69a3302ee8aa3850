package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.kind.discord.DiscordKind;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.chat.standin.DiscordStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiscordRoomTest {

    private final RoomKind kind = new DiscordKind();
    private final DiscordStandIn discord = new DiscordStandIn();
    private final AtomicReference<Instant> now = new AtomicReference<>(ChatLogin.NOW);
    private final Connection room =
            ChatLogin.room(kind, "{\"url\":\"" + discord.hook() + "\"}").connect(kind, now::get);

    @AfterEach
    void close() {
        room.close();
        discord.close();
    }

    private SendResult send(String text) throws InterruptedException {
        return room.send("", ChatMessages.of(text));
    }

    @Test
    void the_answer_names_the_message_because_it_is_waited_for() throws InterruptedException {
        assertThat(send("hello"))
                .isInstanceOfSatisfying(
                        SendResult.Sent.class,
                        sent -> assertThat(sent.remote())
                                .contains(discord.messages().get(0).id()));
    }

    @Test
    void a_deleted_webhook_shuts_the_room() throws InterruptedException {
        discord.delete();

        assertThat(send("hello")).isEqualTo(new SendResult.Refused(true, "HTTP 404: Unknown Webhook"));
    }

    @Test
    void a_full_bucket_is_not_knocked_at() throws InterruptedException {
        discord.allow(1, 2.5);
        assertThat(send("one")).isInstanceOf(SendResult.Sent.class);

        assertThat(send("two"))
                .isEqualTo(new SendResult.Limited(Duration.ofMillis(2_500), false, "the service's limit is reached"));
        assertThat(discord.requests()).hasSize(1);

        discord.allow(5, 2.5);
        now.set(ChatLogin.NOW.plusMillis(2_500));
        assertThat(send("two")).isInstanceOf(SendResult.Sent.class);
    }

    @Test
    void the_exact_wait_of_the_body_counts_beside_the_rounded_header() throws InterruptedException {
        discord.answerNext(ChatStandIn.Answer.json(429, "message", "You are being rate limited.", "retry_after", 64.57)
                .with("Retry-After", "64"));

        assertThat(send("hello"))
                .isEqualTo(new SendResult.Limited(
                        Duration.ofMillis(64_570), false, "HTTP 429: You are being rate limited."));
    }

    @Test
    void a_global_limit_is_for_the_whole_account() throws InterruptedException {
        discord.answerNext(ChatStandIn.Answer.json(429, "message", "Slow.", "retry_after", 1.5, "global", true));
        discord.answerNext(ChatStandIn.Answer.of(429, "")
                .with("X-RateLimit-Global", "true")
                .with("Retry-After", "1"));

        assertThat(send("hello")).isEqualTo(new SendResult.Limited(Duration.ofMillis(1_500), true, "HTTP 429: Slow."));
        assertThat(send("hello")).isEqualTo(new SendResult.Limited(Duration.ofSeconds(1), true, "HTTP 429"));
    }

    @Test
    void a_message_of_over_2000_characters_is_too_long_and_another_fault_of_the_form_is_not()
            throws InterruptedException {
        assertThat(send("a".repeat(2_001))).isInstanceOf(SendResult.TooLong.class);

        discord.answerNext(ChatStandIn.Answer.json(400, "message", "Invalid Form Body", "code", 50_035));
        assertThat(send("hello")).isEqualTo(new SendResult.Refused(false, "HTTP 400: Invalid Form Body"));
    }

    @Test
    void nothing_unfolds_and_a_silent_message_is_silent() throws InterruptedException {
        assertThat(send("hello")).isInstanceOf(SendResult.Sent.class);
        assertThat(room.send("", ChatMessages.silent(ChatMessages.of("hello")))).isInstanceOf(SendResult.Sent.class);

        assertThat(discord.messages()).extracting(DiscordStandIn.Message::flags).containsExactly(4, 4 + 4_096);
    }

    @Test
    void a_hostile_title_notifies_nobody_and_shows_as_it_is() throws InterruptedException {
        assertThat(room.send("", ChatMessages.of(ChatMessages.hostile()))).isInstanceOf(SendResult.Sent.class);

        DiscordStandIn.Message message = discord.messages().get(0);
        assertThat(message.notified()).isEmpty();
        assertThat(DiscordStandIn.links(message.text())).containsExactly("https://git.example/acme/site");
        assertThat(DiscordStandIn.shown(message.text())).contains("acme/site: alice opened " + ChatMessages.HOSTILE);
    }

    @Test
    void an_account_only_receives_commands() throws InterruptedException {
        ChatLogin app = ChatLogin.account(kind, "{\"public_key\":\"" + "ab".repeat(32) + "\"}");
        try (Connection account = app.connect(kind)) {
            assertThat(account.send("123", ChatMessages.of("hello")))
                    .isInstanceOfSatisfying(
                            SendResult.Refused.class,
                            refused -> assertThat(refused.shutsRoom()).isTrue());
        }
        assertThat(kind.addressFlaw("123")).isPresent();
        assertThat(ChatLogin.account(kind, "{\"public_key\":\"abc\"}").login()).isEmpty();
    }
}
