package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.chat.standin.GoogleChatStandIn;
import dev.jenvoy.contract.chat.standin.MattermostStandIn;
import dev.jenvoy.contract.chat.standin.TelegramStandIn;
import dev.jenvoy.contract.chat.standin.ZulipStandIn;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is peculiar to Telegram, Zulip, Google Chat and Rocket.Chat. */
class MoreRoomsTest {

    private static SendResult send(HttpKindKit kit, String address, OutgoingMessage message)
            throws InterruptedException {
        try (Connection connection = kit.login().connect(kit.kind())) {
            return connection.send(address, message);
        }
    }

    private static OutgoingMessage conversation(Optional<String> root) {
        return ChatMessages.in(new OutgoingMessage.Conversation("acme/site#7", root, false), ChatMessages.KEY);
    }

    @Test
    void telegram_says_why_and_when() throws InterruptedException {
        try (HttpKindKit kit = HttpKindKit.telegram()) {
            assertThat(send(kit, "-1", ChatMessages.of("hello")))
                    .isEqualTo(new SendResult.Refused(true, "HTTP 400: Bad Request: chat not found"));
            assertThat(send(kit, kit.address(), ChatMessages.of("a".repeat(4_097))))
                    .isInstanceOf(SendResult.TooLong.class);
            kit.service()
                    .answerNext(
                            429,
                            "{\"ok\":false,\"description\":\"Too Many Requests\",\"parameters\":{\"retry_after\":35}}");
            assertThat(send(kit, kit.address(), ChatMessages.of("hello")))
                    .isEqualTo(new SendResult.Limited(Duration.ofSeconds(35), false, "HTTP 429: Too Many Requests"));
            kit.service()
                    .answerNext(
                            400,
                            "{\"ok\":false,\"description\":\"group upgraded\",\"parameters\":{\"migrate_to_chat_id\":-100777}}");
            assertThat(send(kit, kit.address(), ChatMessages.of("hello")))
                    .isEqualTo(new SendResult.Refused(true, "HTTP 400: the chat has a new id: -100777"));
        }
    }

    @Test
    void telegram_answers_in_a_topic_silently() throws InterruptedException {
        try (HttpKindKit kit = HttpKindKit.telegram()) {
            OutgoingMessage message = ChatMessages.silent(conversation(Optional.of("5")));
            assertThat(send(kit, kit.address() + "/42", message)).isInstanceOf(SendResult.Sent.class);

            TelegramStandIn.Message sent =
                    ((TelegramStandIn) kit.service()).messages().get(0);
            assertThat(sent.answers()).isEqualTo("5");
            assertThat(sent.topic()).isEqualTo("42");
            assertThat(sent.silent()).isTrue();
        }
    }

    @Test
    void telegram_notifies_no_member_by_a_title() throws InterruptedException {
        try (HttpKindKit kit = HttpKindKit.telegram()) {
            assertThat(send(kit, kit.address(), ChatMessages.of(ChatMessages.hostile())))
                    .isInstanceOf(SendResult.Sent.class);

            String html = kit.texts().get().get(0);
            assertThat(TelegramStandIn.mentions(html)).isEmpty();
            assertThat(TelegramStandIn.shown(html)).contains(ChatMessages.HOSTILE);
        }
    }

    @Test
    void zulip_has_a_topic_for_each_conversation() throws InterruptedException {
        try (HttpKindKit kit = HttpKindKit.zulip()) {
            assertThat(send(kit, "deploys", conversation(Optional.empty()))).isInstanceOf(SendResult.Sent.class);
            assertThat(send(kit, "deploys > builds", ChatMessages.of("hello"))).isInstanceOf(SendResult.Sent.class);
            assertThat(send(kit, "deploys", ChatMessages.of("hello"))).isInstanceOf(SendResult.Sent.class);

            assertThat(((ZulipStandIn) kit.service()).messages())
                    .extracting(ZulipStandIn.Message::topic)
                    .containsExactly("acme/site#7", "builds", "jenvoy");
        }
    }

    @Test
    void zulip_says_why() throws InterruptedException {
        try (HttpKindKit kit = HttpKindKit.zulip()) {
            assertThat(send(kit, "nowhere", ChatMessages.of("hello")))
                    .isEqualTo(new SendResult.Refused(true, "HTTP 400: Channel 'nowhere' does not exist"));
            assertThat(send(kit, "deploys", ChatMessages.of("a".repeat(10_001))))
                    .isInstanceOf(SendResult.TooLong.class);
            kit.service()
                    .answerNext(ChatStandIn.Answer.json(
                                    429, "result", "error", "code", "RATE_LIMIT_HIT", "msg", "slow", "retry-after", 2.5)
                            .with("Retry-After", "2.5"));
            assertThat(send(kit, "deploys", ChatMessages.of("hello")))
                    .isEqualTo(new SendResult.Limited(Duration.ofMillis(2_500), true, "HTTP 429: slow"));
        }
    }

    @Test
    void zulip_reads_no_markup_in_a_title() throws InterruptedException {
        String title = ChatMessages.HOSTILE + " @**all** @_**bob** #**general** ~~s~~ **b**";
        assertThat(ZulipStandIn.marks(title)).isNotEmpty();
        try (HttpKindKit kit = HttpKindKit.zulip()) {
            assertThat(send(kit, "deploys", ChatMessages.of(title))).isInstanceOf(SendResult.Sent.class);

            assertThat(ZulipStandIn.marks(kit.texts().get().get(0))).isEmpty();
        }
    }

    @Test
    void google_chat_finds_a_thread_by_its_name_and_mentions_no_user() throws InterruptedException {
        try (HttpKindKit kit = HttpKindKit.googleChat()) {
            assertThat(send(kit, "", conversation(Optional.empty()))).isInstanceOf(SendResult.Sent.class);
            OutgoingMessage hostile = ChatMessages.keyed(ChatMessages.of("<users/all> *b*"), "e".repeat(32));
            assertThat(send(kit, "", hostile)).isInstanceOf(SendResult.Sent.class);
            assertThat(send(kit, "", ChatMessages.keyed(ChatMessages.of("a".repeat(4_097)), "d".repeat(32))))
                    .isInstanceOf(SendResult.TooLong.class);

            assertThat(((GoogleChatStandIn) kit.service()).messages())
                    .extracting(GoogleChatStandIn.Message::thread)
                    .containsExactly("acme/site#7", "");
            assertThat(GoogleChatStandIn.mentions(kit.texts().get().get(1))).isEmpty();
        }
    }

    @Test
    void rocket_chat_notifies_no_user_and_says_when_it_is_too_long() throws InterruptedException {
        try (HttpKindKit kit = HttpKindKit.rocketChat()) {
            assertThat(send(kit, "", ChatMessages.of(ChatMessages.HOSTILE))).isInstanceOf(SendResult.Sent.class);
            assertThat(send(kit, "", ChatMessages.of("a".repeat(5_001)))).isInstanceOf(SendResult.TooLong.class);

            assertThat(MattermostStandIn.mentions(kit.texts().get().get(0))).isEmpty();
        }
    }
}
