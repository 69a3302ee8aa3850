package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.kind.mattermost.MattermostKind;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.chat.standin.MattermostStandIn;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MattermostRoomTest {

    private final RoomKind kind = new MattermostKind();
    private final MattermostStandIn server = new MattermostStandIn();
    private final Connection asBot = ChatLogin.account(
                    kind, "{\"url\":\"" + server.address() + "/\",\"token\":\"" + MattermostStandIn.TOKEN + "\"}")
            .connect(kind);
    private final Connection asHook =
            ChatLogin.room(kind, "{\"url\":\"" + server.hook() + "\"}").connect(kind);

    @AfterEach
    void close() {
        asBot.close();
        asHook.close();
        server.close();
    }

    private SendResult asBot(OutgoingMessage message) throws InterruptedException {
        return asBot.send(MattermostStandIn.CHANNEL, message);
    }

    @Test
    void a_channel_that_is_gone_shuts_the_room() throws InterruptedException {
        server.delete(MattermostStandIn.CHANNEL);

        assertThat(asHook.send("", ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Refused(true, "HTTP 400: Couldn't find the channel."));
        assertThat(asBot(ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Refused(true, "HTTP 403: You do not have the appropriate permissions."));
    }

    @Test
    void what_a_webhook_cannot_parse_is_refused_alone() throws InterruptedException {
        server.answerNext(ChatStandIn.Answer.json(
                400, "id", "web.incoming_webhook.parse.app_error", "message", "Unable to parse incoming data."));

        assertThat(asHook.send("", ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Refused(false, "HTTP 400: Unable to parse incoming data."));
    }

    @Test
    void a_limit_of_the_server_says_when_its_window_ends() throws InterruptedException {
        server.answerNext(ChatStandIn.Answer.of(429, "limit exceeded")
                .with("X-Ratelimit-Limit", "10")
                .with("X-Ratelimit-Remaining", "0")
                .with("X-Ratelimit-Reset", "3"));

        assertThat(asBot(ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Limited(Duration.ofSeconds(3), true, "HTTP 429: limit exceeded"));
    }

    @Test
    void a_key_that_is_still_being_saved_is_a_doubt() throws InterruptedException {
        server.answerNext(ChatStandIn.Answer.json(
                500,
                "id",
                "api.post.deduplicate_create_post.pending",
                "message",
                "Rejected post since it is pending."));

        assertThat(asBot(ChatMessages.of("hello"))).isInstanceOf(SendResult.InDoubt.class);
    }

    @Test
    void a_message_in_doubt_is_looked_for_when_the_server_has_forgotten_its_key() throws InterruptedException {
        server.loseNextAnswer();
        assertThat(asBot(ChatMessages.of("hello"))).isInstanceOf(SendResult.InDoubt.class);
        server.pass(Duration.ofMinutes(5));

        SendResult again = asBot(ChatMessages.inDoubt(ChatMessages.of("hello")));

        assertThat(again).isInstanceOf(SendResult.Sent.class);
        assertThat(((SendResult.Sent) again).remote())
                .contains(server.posts().get(0).id());
        assertThat(server.posts()).hasSize(1);
    }

    @Test
    void without_a_look_a_forgotten_key_gives_a_second_post() throws InterruptedException {
        assertThat(asBot(ChatMessages.of("hello"))).isInstanceOf(SendResult.Sent.class);
        server.pass(Duration.ofMinutes(5));
        assertThat(asBot(ChatMessages.of("hello"))).isInstanceOf(SendResult.Sent.class);

        assertThat(server.posts()).hasSize(2);
    }

    @Test
    void a_message_in_doubt_that_never_arrived_is_sent() throws InterruptedException {
        assertThat(asBot(ChatMessages.inDoubt(ChatMessages.of("hello")))).isInstanceOf(SendResult.Sent.class);

        assertThat(server.posts()).hasSize(1);
    }

    @Test
    void answers_go_into_the_thread_and_the_last_one_into_the_room() throws InterruptedException {
        Optional<String> root = ((SendResult.Sent) asBot(thread(Optional.empty(), false, "1"))).remote();
        assertThat(asBot(thread(root, false, "2"))).isInstanceOf(SendResult.Sent.class);
        assertThat(asBot(thread(root, true, "3"))).isInstanceOf(SendResult.Sent.class);

        assertThat(server.posts()).extracting(MattermostStandIn.Post::root).containsExactly("", root.get(), "");
        assertThat(asBot(thread(Optional.of("gone"), false, "4"))).isInstanceOf(SendResult.RootGone.class);
    }

    private static OutgoingMessage thread(Optional<String> root, boolean alsoInRoom, String key) {
        return ChatMessages.in(new OutgoingMessage.Conversation("acme/site#7", root, alsoInRoom), key.repeat(32));
    }

    @Test
    void a_silent_message_of_a_webhook_is_silent() throws InterruptedException {
        assertThat(asHook.send("", ChatMessages.silent(ChatMessages.of("hello"))))
                .isInstanceOf(SendResult.Sent.class);

        assertThat(server.posts()).extracting(MattermostStandIn.Post::silent).containsExactly(true);
    }

    @Test
    void a_post_that_is_too_long_is_called_so() throws InterruptedException {
        assertThat(asBot(ChatMessages.of("a".repeat(16_384)))).isInstanceOf(SendResult.TooLong.class);
    }

    @Test
    void a_hostile_title_notifies_nobody_and_shows_as_it_is() throws InterruptedException {
        assertThat(asBot(ChatMessages.of(ChatMessages.hostile()))).isInstanceOf(SendResult.Sent.class);

        String text = server.posts().get(0).text();
        assertThat(MattermostStandIn.mentions(text)).isEmpty();
        assertThat(MattermostStandIn.shown(text)).contains(ChatMessages.HOSTILE);
        assertThat(text).doesNotContain(" [x]", " *b*", " _i_", "~s~", " `c`");
        assertThat(MattermostStandIn.mentions(ChatMessages.HOSTILE)).contains("@everyone", "@all", "<!here>");
    }
}
