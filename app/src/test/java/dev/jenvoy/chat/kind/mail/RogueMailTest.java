package dev.jenvoy.chat.kind.mail;

import static dev.jenvoy.chat.room.RoomFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.RogueServer;
import dev.jenvoy.chat.room.RoomFixture;
import dev.jenvoy.chat.room.SendResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against mail servers that want to harm. */
@Timeout(60)
class RogueMailTest {

    private final RoomFixture fixture = new RoomFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    private SendResult send(RogueServer server, String tls, String account) throws Exception {
        MailKind kind = new MailKind((SSLSocketFactory) SSLSocketFactory.getDefault(), Duration.ofSeconds(5));
        return fixture.connect(
                        kind,
                        RoomFixture.login(
                                kind,
                                "{\"host\": \"127.0.0.1\", \"port\": %d, \"tls\": \"%s\", \"from\": \"bot@example.org\"%s}"
                                        .formatted(server.port(), tls, account)))
                .send("dev@example.org", message("hello"));
    }

    private static void greet(RogueServer.Client client, String... extensions) throws java.io.IOException {
        client.say("220 rogue\r\n");
        client.until("\r\n");
        for (String extension : extensions) {
            client.say("250-" + extension + "\r\n");
        }
        client.say("250 HELP\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"250-aaaaaaaaaaaaaaaaaaaaaaaa\r\n", "x", "250-"})
    void an_answer_without_end_is_broken_off(String flood) throws Exception {
        try (RogueServer server = new RogueServer(client -> {
            greet(client);
            client.until("\r\n");
            client.flood(flood);
        })) {
            SendResult result = send(server, "off", "");

            assertThat(server.isDrunk()).isFalse();
            assertThat(result).isEqualTo(new SendResult.Unreachable("the server sent more than 256 KB"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "starttls", "implicit"})
    void a_greeting_without_end_is_broken_off(String tls) throws Exception {
        try (RogueServer server = new RogueServer(client -> client.flood("220-aaaaaaaaaaaaaaaaaaaaaaaa\r\n"))) {
            SendResult result = send(server, tls, "");

            assertThat(server.isDrunk()).isFalse();
            assertThat(result).isInstanceOf(SendResult.Unreachable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "starttls", "implicit"})
    void a_drip_ends_with_the_time_of_the_attempt_and_holds_no_connection(String tls) throws Exception {
        // The beginning of a record of TLS, or a line that does not end.
        String drip = tls.equals("implicit") ? "\u0016\u0003\u0003\u0020\u0000" : "250-a\r\n";
        try (RogueServer server = new RogueServer(client -> {
            if (!tls.equals("implicit")) {
                greet(client);
                client.until("\r\n");
            }
            client.say(drip.substring(0, drip.length() - 1));
            client.drip(drip.substring(drip.length() - 1));
        })) {
            SendResult result = send(server, tls, "");

            assertThat(result).isInstanceOf(SendResult.Unreachable.class);
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.open() == 0);
        }
    }

    @Test
    void no_words_of_the_server_show_the_password() throws Exception {
        String plain = base64("\0bot\0rightpassword");
        for (String echo : List.of(
                plain, base64("rightpassword"), "rightpassword", plain.replace("=", ""), base64("bot:rightpassword"))) {
            try (RogueServer server = new RogueServer(client -> {
                greet(client, "AUTH PLAIN LOGIN");
                while (!client.until("\r\n").startsWith("QUIT")) {
                    client.say("535 5.7.8 rejected: AUTH PLAIN " + echo + "\r\n");
                }
            })) {
                SendResult result = send(server, "off", ", \"user\": \"bot\", \"password\": \"rightpassword\"");

                assertThat(result.said()).startsWith("535 5.7.8 rejected: AUTH PLAIN ***");
            }
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
