package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.RichText;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.kit.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every service over HTTP must do alike. */
class HttpKindsTest {

    private static final OutgoingMessage MESSAGE = ChatMessages.of("hello");

    static List<HttpKindKit.Way> ways() {
        return HttpKindKit.all().toList();
    }

    private static SendResult send(HttpKindKit kit, OutgoingMessage message) throws InterruptedException {
        try (Connection connection = kit.login().connect(kit.kind())) {
            return connection.send(kit.address(), message);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_message_arrives_once(HttpKindKit.Way way) throws InterruptedException {
        try (HttpKindKit kit = way.start().get();
                Connection connection = kit.login().connect(kit.kind())) {
            assertThat(connection.send(kit.address(), MESSAGE)).isInstanceOf(SendResult.Sent.class);

            assertThat(kit.texts().get()).hasSize(1).first().asString().contains("hello");
            assertThat(connection.trouble()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_lost_answer_is_a_doubt(HttpKindKit.Way way) throws InterruptedException {
        try (HttpKindKit kit = way.start().get();
                Connection connection = kit.login().connect(kit.kind())) {
            kit.service().loseNextAnswer();

            assertThat(connection.send(kit.address(), MESSAGE)).isInstanceOf(SendResult.InDoubt.class);
            assertThat(kit.texts().get()).hasSize(1);
            assertThat(connection.trouble()).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_service_with_keys_gets_the_same_message_again_and_shows_it_once(HttpKindKit.Way way)
            throws InterruptedException {
        try (HttpKindKit kit = way.start().get();
                Connection connection = kit.login().connect(kit.kind())) {
            kit.service().loseNextAnswer();
            SendResult first = connection.send(kit.address(), MESSAGE);
            SendResult second = connection.send(kit.address(), MESSAGE);

            assertThat(first).isInstanceOf(SendResult.InDoubt.class);
            assertThat(second).isInstanceOf(SendResult.Sent.class);
            List<String> once = List.of("matrix", "mattermost bot", "google chat", "webhook");
            assertThat(kit.texts().get()).hasSize(once.contains(way.name()) ? 1 : 2);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_service_that_cannot_be_reached_got_nothing(HttpKindKit.Way way) throws InterruptedException {
        HttpKindKit kit = way.start().get();
        kit.close();

        assertThat(send(kit, MESSAGE)).isInstanceOf(SendResult.Unreachable.class);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_failure_of_the_server_may_pass(HttpKindKit.Way way) throws InterruptedException {
        for (int status : new int[] {500, 502, 503, 529}) {
            try (HttpKindKit kit = way.start().get()) {
                kit.service().answerNext(status, "<html>oops</html>");

                assertThat(send(kit, MESSAGE))
                        .as("status %d", status)
                        .isEqualTo(new SendResult.Unreachable("HTTP " + status));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_gateway_that_saw_no_answer_leaves_a_doubt(HttpKindKit.Way way) throws InterruptedException {
        try (HttpKindKit kit = way.start().get()) {
            kit.service().answerNext(504, "");

            assertThat(send(kit, MESSAGE)).isInstanceOf(SendResult.InDoubt.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_limit_says_when_to_come_back(HttpKindKit.Way way) throws InterruptedException {
        try (HttpKindKit kit = way.start().get();
                Connection connection = kit.login().connect(kit.kind())) {
            kit.service().answerNext(ChatStandIn.Answer.of(429, "slow down").with("Retry-After", "7"));

            SendResult result = connection.send(kit.address(), MESSAGE);

            assertThat(result).isInstanceOf(SendResult.Limited.class);
            assertThat(((SendResult.Limited) result).after()).isEqualTo(Duration.ofSeconds(7));
            assertThat(kit.texts().get()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_refusal_of_rights_or_address_shuts_the_room(HttpKindKit.Way way) throws InterruptedException {
        for (int status : new int[] {401, 403, 404, 410}) {
            try (HttpKindKit kit = way.start().get()) {
                kit.service().answerNext(status, "");

                assertThat(send(kit, MESSAGE))
                        .as("status %d", status)
                        .isEqualTo(new SendResult.Refused(true, "HTTP " + status));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_refusal_of_one_message_does_not_shut_the_room(HttpKindKit.Way way) throws InterruptedException {
        try (HttpKindKit kit = way.start().get()) {
            kit.service().answerNext(400, "bad");

            SendResult result = send(kit, MESSAGE);

            assertThat(result).isInstanceOf(SendResult.Refused.class);
            assertThat(((SendResult.Refused) result).shutsRoom()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void too_large_is_too_long(HttpKindKit.Way way) throws InterruptedException {
        try (HttpKindKit kit = way.start().get()) {
            kit.service().answerNext(413, "");

            assertThat(send(kit, MESSAGE)).isInstanceOf(SendResult.TooLong.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_redirect_is_not_followed(HttpKindKit.Way way) throws InterruptedException {
        try (HttpKindKit kit = way.start().get();
                HttpKindKit other = way.start().get()) {
            for (int status : new int[] {301, 302, 303, 307, 308}) {
                kit.service()
                        .answerNext(ChatStandIn.Answer.of(status, "")
                                .with("Location", other.service().address() + "/elsewhere"));

                assertThat(send(kit, MESSAGE))
                        .as("status %d", status)
                        .isEqualTo(
                                new SendResult.Refused(true, "HTTP " + status + ": a redirect, which is not followed"));
            }
            assertThat(other.service().requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void an_address_without_encryption_is_refused(HttpKindKit.Way way) {
        try (HttpKindKit kit = way.start().get()) {
            String config = kit.config().replace("http://127.0.0.1", "http://192.0.2.1");
            ChatLogin login = kit.address().isEmpty()
                    ? ChatLogin.room(kit.kind(), config)
                    : ChatLogin.account(kit.kind(), config);

            assertThat(login.login()).isEmpty();
            assertThat(login.messages())
                    .containsExactly("expected an address that begins with https:// (http:// only on the loopback"
                            + " interface)");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void an_empty_room_or_account_is_refused_with_the_missing_key(HttpKindKit.Way way) {
        try (HttpKindKit kit = way.start().get()) {
            ChatLogin login = kit.address().isEmpty()
                    ? ChatLogin.room(kit.kind(), "{\"kind\":\"x\"}")
                    : ChatLogin.account(kit.kind(), "{\"kind\":\"x\"}");

            assertThat(login.login()).isEmpty();
            assertThat(login.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.line()).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void no_secret_is_shown(HttpKindKit.Way way) throws InterruptedException {
        List<String> shown = new ArrayList<>();
        try (HttpKindKit kit = way.start().get();
                CapturedLog log = CapturedLog.open();
                Connection connection = kit.login().connect(kit.kind())) {
            String echo = "no: " + kit.config() + String.join(" ", kit.secrets());
            for (int status : new int[] {200, 400, 403, 429, 500}) {
                kit.service().answerNext(status, echo);
                kit.service()
                        .answerNext(ChatStandIn.Answer.json(status, "message", echo, "error", echo, "errcode", echo));
                shown.add(connection.send(kit.address(), MESSAGE).toString());
                shown.add(connection.send(kit.address(), MESSAGE).toString());
            }
            shown.add(kit.login().toString());
            shown.addAll(log.lines());
            for (String secret : kit.secrets()) {
                assertThat(shown).noneMatch(text -> text.contains(secret));
            }
            assertThat(shown).anyMatch(text -> text.contains("***"));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void equal_logins_keep_their_connection(HttpKindKit.Way way) {
        try (HttpKindKit kit = way.start().get()) {
            assertThat(kit.login().login()).isPresent().isEqualTo(kit.login().login());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void the_largest_message_is_accepted(HttpKindKit.Way way) throws InterruptedException {
        try (HttpKindKit kit = way.start().get()) {
            int room = kit.kind().renderer().maxSize() * 9 / 10;
            int frame = kit.kind().renderer().size(kit.kind().renderer().render(RichText.of(new Inline.Text(""))));
            OutgoingMessage large = ChatMessages.of("a".repeat(room - frame));

            assertThat(send(kit, large)).isInstanceOf(SendResult.Sent.class);
            assertThat(kit.texts().get()).hasSize(1).first().asString().contains("a".repeat(room - frame));
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void a_hostile_title_is_one_line_on_the_wire(HttpKindKit.Way way) throws InterruptedException {
        try (HttpKindKit kit = way.start().get()) {
            assertThat(send(kit, ChatMessages.of(ChatMessages.HOSTILE))).isInstanceOf(SendResult.Sent.class);

            assertThat(kit.texts().get()).hasSize(1).first().asString().doesNotContain("\n", "\r", "\u202e");
        }
    }
}
