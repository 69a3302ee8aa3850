package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.kind.matrix.MatrixKind;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.chat.standin.MatrixStandIn;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixRoomTest {

    private final RoomKind kind = new MatrixKind();
    private final MatrixStandIn server = new MatrixStandIn();
    private final Connection account = ChatLogin.account(kind, config("")).connect(kind);

    private String config(String more) {
        return "{\"homeserver\":\"" + server.address() + "\",\"token\":\"" + MatrixStandIn.TOKEN + "\"" + more + "}";
    }

    @AfterEach
    void close() {
        account.close();
        server.close();
    }

    private SendResult send(OutgoingMessage message) throws InterruptedException {
        return account.send(MatrixStandIn.ROOM, message);
    }

    @ParameterizedTest
    @CsvSource({"401, M_UNKNOWN_TOKEN", "403, M_FORBIDDEN", "404, M_NOT_FOUND", "403, M_USER_LOCKED"})
    void a_refusal_for_good_shuts_the_room(int status, String code) throws InterruptedException {
        server.leave(false);
        server.answerNext(ChatStandIn.Answer.json(status, "errcode", code, "error", "no"));

        assertThat(send(ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Refused(true, "HTTP " + status + ": " + code + " no"));
    }

    @Test
    void an_event_that_is_too_large_is_too_long() throws InterruptedException {
        assertThat(send(ChatMessages.of("a".repeat(65_000)))).isInstanceOf(SendResult.TooLong.class);
    }

    @Test
    void a_limit_is_for_the_whole_account_in_both_its_forms() throws InterruptedException {
        server.answerNext(
                ChatStandIn.Answer.json(429, "errcode", "M_LIMIT_EXCEEDED", "error", "wait", "retry_after_ms", 2_345));
        server.answerNext(ChatStandIn.Answer.json(429, "errcode", "M_LIMIT_EXCEEDED", "error", "wait")
                .with("Retry-After", "4"));

        assertThat(send(ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Limited(Duration.ofMillis(2_345), true, "HTTP 429: M_LIMIT_EXCEEDED wait"));
        assertThat(send(ChatMessages.of("hello")))
                .isEqualTo(new SendResult.Limited(Duration.ofSeconds(4), true, "HTTP 429: M_LIMIT_EXCEEDED wait"));
    }

    @Test
    void the_same_key_is_the_same_event_with_the_same_id() throws InterruptedException {
        server.loseNextAnswer();
        assertThat(send(ChatMessages.of("hello"))).isInstanceOf(SendResult.InDoubt.class);

        SendResult again = send(ChatMessages.inDoubt(ChatMessages.of("hello")));

        assertThat(((SendResult.Sent) again).remote())
                .contains(server.events().get(0).id());
        assertThat(server.events()).hasSize(1);
    }

    @Test
    void an_equal_text_under_another_key_is_another_event() throws InterruptedException {
        assertThat(send(ChatMessages.of("hello"))).isInstanceOf(SendResult.Sent.class);
        assertThat(send(ChatMessages.keyed(ChatMessages.of("hello"), "e".repeat(32))))
                .isInstanceOf(SendResult.Sent.class);

        assertThat(server.events()).hasSize(2);
    }

    @Test
    void a_room_is_found_by_its_alias_once() throws InterruptedException {
        for (String key : new String[] {"1", "2"}) {
            assertThat(account.send(MatrixStandIn.ALIAS, ChatMessages.keyed(ChatMessages.of("hello"), key.repeat(32))))
                    .isInstanceOf(SendResult.Sent.class);
        }

        assertThat(server.written(MatrixStandIn.ROOM)).hasSize(2);
        assertThat(server.requests().stream().filter(request -> request.path().contains("/directory/")))
                .hasSize(1);
        assertThat(account.send("#nowhere:example.org", ChatMessages.of("hello")))
                .isInstanceOfSatisfying(
                        SendResult.Refused.class,
                        refused -> assertThat(refused.shutsRoom()).isTrue());
    }

    @Test
    void an_invitation_is_taken_when_it_is_needed() throws InterruptedException {
        server.leave(true);

        assertThat(send(ChatMessages.of("hello"))).isInstanceOf(SendResult.Sent.class);
        assertThat(server.written(MatrixStandIn.ROOM)).hasSize(1);
    }

    @Test
    void a_room_without_an_invitation_is_asked_once() throws InterruptedException {
        server.leave(false);

        assertThat(send(ChatMessages.of("hello"))).isInstanceOf(SendResult.Refused.class);
        assertThat(send(ChatMessages.of("hello"))).isInstanceOf(SendResult.Refused.class);
        assertThat(server.requests().stream().filter(request -> request.path().contains("/join/")))
                .hasSize(1);
    }

    @Test
    void an_application_service_speaks_as_its_user() throws InterruptedException {
        try (Connection service = ChatLogin.account(kind, config(",\"user\":\"@jenvoy:example.org\""))
                .connect(kind)) {
            assertThat(service.send(MatrixStandIn.ROOM, ChatMessages.of("hello")))
                    .isInstanceOf(SendResult.Sent.class);
        }

        assertThat(server.requests().get(0).query()).containsEntry("user_id", "@jenvoy:example.org");
        assertThat(ChatLogin.account(kind, config(",\"user\":\"jenvoy\"")).messages())
                .containsExactly("\"jenvoy\" is not the id of a user, such as @jenvoy:example.org");
    }

    @Test
    void a_message_is_a_notice_that_mentions_no_user() throws InterruptedException {
        assertThat(send(ChatMessages.of(ChatMessages.hostile()))).isInstanceOf(SendResult.Sent.class);

        JsonObject content = server.events().get(0).content();
        assertThat(content.get("msgtype").getAsString()).isEqualTo("m.notice");
        assertThat(content.getAsJsonObject("m.mentions").size()).isZero();
        String html = content.get("formatted_body").getAsString();
        assertThat(html)
                .contains("<a href=\"https://git.example/acme/site\">acme/site</a>")
                .doesNotContain("<!here>", "<b>", "<@U");
        assertThat(html.replaceAll("<[^>]+>", "")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"))
                .contains("alice opened " + ChatMessages.HOSTILE);
        assertThat(content.get("body").getAsString()).contains("acme/site: alice opened " + ChatMessages.HOSTILE);
    }

    @Test
    void answers_go_into_the_thread_and_the_last_one_answers_in_the_room() throws InterruptedException {
        Optional<String> root = ((SendResult.Sent) send(thread(Optional.empty(), false, "1"))).remote();
        assertThat(send(thread(root, false, "2"))).isInstanceOf(SendResult.Sent.class);
        assertThat(send(thread(root, true, "3"))).isInstanceOf(SendResult.Sent.class);

        assertThat(server.events().get(0).content().has("m.relates_to")).isFalse();
        JsonObject inThread = server.events().get(1).content().getAsJsonObject("m.relates_to");
        assertThat(inThread.get("rel_type").getAsString()).isEqualTo("m.thread");
        assertThat(inThread.get("event_id").getAsString()).isEqualTo(root.get());
        JsonObject inRoom = server.events().get(2).content().getAsJsonObject("m.relates_to");
        assertThat(inRoom.has("rel_type")).isFalse();
        assertThat(inRoom.getAsJsonObject("m.in_reply_to").get("event_id").getAsString())
                .isEqualTo(root.get());
    }

    @Test
    void a_root_that_the_server_does_not_have_or_has_in_another_room_is_gone() throws InterruptedException {
        Optional<String> root = ((SendResult.Sent) send(thread(Optional.empty(), false, "1"))).remote();
        server.room("!other:example.org", MatrixStandIn.BOT);
        assertThat(account.send("!other:example.org", thread(root, false, "2")))
                .isInstanceOf(SendResult.RootGone.class);
        server.lose(root.orElseThrow());
        SendResult answer = send(thread(root, false, "3"));
        assertThat(answer).isInstanceOf(SendResult.RootGone.class);
        assertThat(answer.said()).isEqualTo("HTTP 400: M_UNKNOWN Can't send relation to unknown event");

        server.answerNext(ChatStandIn.Answer.json(400, "errcode", "M_BAD_JSON", "error", "no event"));
        assertThat(send(thread(root, false, "4"))).isInstanceOf(SendResult.Refused.class);
    }

    private static OutgoingMessage thread(Optional<String> root, boolean alsoInRoom, String key) {
        return ChatMessages.in(new OutgoingMessage.Conversation("acme/site#7", root, alsoInRoom), key.repeat(32));
    }

    @Test
    void only_ids_and_aliases_are_addresses() {
        assertThat(kind.addressFlaw("!abc:example.org")).isEmpty();
        assertThat(kind.addressFlaw("#dev:example.org")).isEmpty();
        assertThat(kind.addressFlaw("dev")).isPresent();
        assertThat(kind.addressFlaw("#dev")).isPresent();
    }
}
