package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.kind.slack.SlackKind;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.chat.standin.SlackStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackRoomTest {

    private final RoomKind kind = new SlackKind();
    private final SlackStandIn slack = new SlackStandIn();
    private final ChatLogin bot =
            ChatLogin.account(kind, "{\"api\":\"" + slack.api() + "\",\"token\":\"" + SlackStandIn.TOKEN + "\"}");
    private final ChatLogin hook = ChatLogin.room(kind, "{\"url\":\"" + slack.hook() + "\"}");
    private final Connection asBot = bot.connect(kind);
    private final Connection asHook = hook.connect(kind);

    @AfterEach
    void close() {
        asBot.close();
        asHook.close();
        slack.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_payload, false",
        "400, no_text, false",
        "400, user_not_found, true",
        "403, action_prohibited, true",
        "403, invalid_token, true",
        "403, posting_to_general_channel_denied, true",
        "404, channel_not_found, true",
        "404, no_service, true",
        "404, no_team, true",
        "404, no_active_hooks, true",
        "410, channel_is_archived, true"
    })
    void a_webhook_that_refuses_is_believed(int status, String error, boolean shuts) throws InterruptedException {
        slack.answerNext(status, error);

        assertThat(asHook.send("", ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Refused(shuts, "HTTP " + status + ": " + error));
    }

    @Test
    void a_webhook_with_too_many_blocks_is_too_long_and_a_failed_rollup_may_pass() throws InterruptedException {
        slack.answerNext(400, "msg_blocks_too_long");
        slack.answerNext(500, "rollup_error");

        assertThat(asHook.send("", ChatMessages.of("hello"))).isInstanceOf(SendResult.TooLong.class);
        assertThat(asHook.send("", ChatMessages.of("hello"))).isInstanceOf(SendResult.Unreachable.class);
    }

    @Test
    void a_page_in_place_of_ok_is_no_success() throws InterruptedException {
        slack.answerNext(200, "<html>log in</html>");

        assertThat(asHook.send("", ChatMessages.of("hello"))).isInstanceOf(SendResult.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel_not_found",
                "not_in_channel",
                "is_archived",
                "invalid_auth",
                "token_revoked",
                "account_inactive",
                "restricted_action",
                "restricted_action_read_only_channel"
            })
    void an_error_with_status_200_shuts_the_room_when_it_is_for_good(String error) throws InterruptedException {
        slack.channelSays(SlackStandIn.CHANNEL, error);

        assertThat(asBot.send(SlackStandIn.CHANNEL, ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Refused(true, "HTTP 200: " + error));
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void other_errors_with_status_200_mean_what_they_say() throws InterruptedException {
        assertThat(says("no_text")).isEqualTo(new SendResult.Refused(false, "HTTP 200: no_text"));
        assertThat(says("msg_too_long")).isInstanceOf(SendResult.TooLong.class);
        assertThat(says("ratelimited")).isInstanceOf(SendResult.Limited.class);
        assertThat(says("service_unavailable")).isInstanceOf(SendResult.Unreachable.class);
        assertThat(says("request_timeout")).isInstanceOf(SendResult.Unreachable.class);
        assertThat(says("internal_error")).isInstanceOf(SendResult.InDoubt.class);
        assertThat(says("fatal_error")).isInstanceOf(SendResult.InDoubt.class);
        assertThat(says("never_heard_of")).isEqualTo(new SendResult.Refused(false, "HTTP 200: never_heard_of"));
    }

    private SendResult says(String error) throws InterruptedException {
        slack.answerNext(ChatStandIn.Answer.json(200, "ok", false, "error", error));
        return asBot.send(SlackStandIn.CHANNEL, ChatMessages.of("hello"));
    }

    @Test
    void a_limit_with_status_429_says_when() throws InterruptedException {
        slack.answerNext(ChatStandIn.Answer.json(429, "ok", false, "error", "ratelimited")
                .with("Retry-After", "30"));

        assertThat(asBot.send(SlackStandIn.CHANNEL, ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Limited(Duration.ofSeconds(30), false, "HTTP 429: ratelimited"));
    }

    @Test
    void a_message_says_nothing_that_makes_slack_look_for_names_or_pages() throws InterruptedException {
        assertThat(asBot.send(SlackStandIn.CHANNEL, ChatMessages.of("hello"))).isInstanceOf(SendResult.Sent.class);

        ChatStandIn.Request request = slack.requests().get(0);
        assertThat(request.text("unfurl_links")).isEqualTo("false");
        assertThat(request.text("unfurl_media")).isEqualTo("false");
        assertThat(request.json().keySet()).doesNotContain("link_names", "parse");
        UUID key = UUID.fromString(request.text("client_msg_id"));
        assertThat(key.version()).isEqualTo(5);
        assertThat(key.variant()).isEqualTo(2);
    }

    @Test
    void the_key_is_the_same_for_each_attempt_and_another_for_each_message() throws InterruptedException {
        for (String key : List.of(ChatMessages.KEY, ChatMessages.KEY, "f".repeat(32))) {
            assertThat(asBot.send(SlackStandIn.CHANNEL, ChatMessages.keyed(ChatMessages.of("hello"), key)))
                    .isInstanceOf(SendResult.Sent.class);
        }

        List<String> ids = slack.requests().stream()
                .map(request -> request.text("client_msg_id"))
                .toList();
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2));
    }

    @Test
    void answers_go_into_the_thread_and_the_last_one_shows_in_the_room() throws InterruptedException {
        SendResult root = asBot.send(SlackStandIn.CHANNEL, thread(Optional.empty(), false));
        Optional<String> ts = ((SendResult.Sent) root).remote();
        assertThat(asBot.send(SlackStandIn.CHANNEL, thread(ts, false))).isInstanceOf(SendResult.Sent.class);
        assertThat(asBot.send(SlackStandIn.CHANNEL, thread(ts, true))).isInstanceOf(SendResult.Sent.class);

        assertThat(slack.messages()).extracting(SlackStandIn.Message::thread).containsExactly("", ts.get(), ts.get());
        assertThat(slack.messages()).extracting(SlackStandIn.Message::broadcast).containsExactly(false, false, true);
    }

    @Test
    void a_thread_whose_root_is_gone_is_told() throws InterruptedException {
        assertThat(asBot.send(SlackStandIn.CHANNEL, thread(Optional.of("1.2"), false)))
                .isInstanceOf(SendResult.RootGone.class);
    }

    private static OutgoingMessage thread(Optional<String> root, boolean alsoInRoom) {
        return ChatMessages.in(new OutgoingMessage.Conversation("acme/site#7", root, alsoInRoom), ChatMessages.KEY);
    }

    @Test
    void a_hostile_title_mentions_and_links_nothing_and_shows_as_it_is() throws InterruptedException {
        assertThat(asHook.send("", ChatMessages.of(ChatMessages.hostile()))).isInstanceOf(SendResult.Sent.class);

        String text = slack.messages().get(0).text();
        assertThat(SlackStandIn.mentions(text)).isEmpty();
        assertThat(SlackStandIn.links(text)).containsExactly("https://git.example/acme/site");
        assertThat(SlackStandIn.shown(text)).contains("alice opened " + ChatMessages.HOSTILE);
    }

    @Test
    void what_the_stand_in_calls_a_mention_is_one_when_it_is_not_escaped() {
        assertThat(SlackStandIn.mentions(ChatMessages.HOSTILE)).containsExactly("!here", "@U123");
    }

    @Test
    void only_ids_of_channels_are_addresses() {
        assertThat(kind.addressFlaw("C0123456789")).isEmpty();
        assertThat(kind.addressFlaw("#general")).isPresent();
        assertThat(kind.addressFlaw("")).isPresent();
    }

    @Test
    void only_a_bot_has_keys() {
        assertThat(kind.keepsKeys(bot.login().orElseThrow())).isTrue();
        assertThat(kind.keepsKeys(hook.login().orElseThrow())).isFalse();
    }
}
