package dev.jenvoy.chat.kind.irc;

import static dev.jenvoy.chat.room.RoomFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.RogueServer;
import dev.jenvoy.chat.room.RoomFixture;
import dev.jenvoy.chat.room.SendResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against servers of IRC that want to harm. */
@Timeout(60)
class RogueIrcTest {

    private static final IrcTimes TIMES = new IrcTimes(
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofMillis(20));
    private static final IrcKind KIND = new IrcKind((SSLSocketFactory) SSLSocketFactory.getDefault(), TIMES);

    private final RoomFixture fixture = new RoomFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    private Connection connect(RogueServer server, boolean tls) {
        return fixture.connect(
                KIND,
                RoomFixture.login(
                        KIND,
                        "{\"host\": \"127.0.0.1\", \"port\": %d, \"tls\": %b, \"nick\": \"jenvoy\", \"pace\": \"10ms\", \"server_password\": \"rightpassword\"}"
                                .formatted(server.port(), tls)));
    }

    /** Lets a client in under this nick. */
    private static void welcome(RogueServer.Client client, String nick) throws IOException {
        client.until("USER");
        client.until("\r\n");
        client.say(":rogue 001 " + nick + " :welcome\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ":rogue CAP * LS * :a b c d e f\r\n", "PING :xxxxxxxxxxxxxxxxxxxx\r\n", "\r\n"})
    void a_server_that_only_talks_is_left(String flood) throws Exception {
        try (RogueServer server = new RogueServer(client -> client.flood(flood))) {
            Connection connection = connect(server, false);

            assertThat(connection.send("#dev", message("hello"))).isInstanceOf(SendResult.Unreachable.class);

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.open() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_drip_ends_with_the_time_of_the_log_in_and_holds_no_connection(boolean tls) throws Exception {
        // The beginning of a record of TLS, or a line that does not end.
        try (RogueServer server = new RogueServer(client -> {
            client.say(tls ? "\u0016\u0003\u0003\u0020" : "NOTICE");
            client.drip("\0");
        })) {
            Connection connection = connect(server, tls);

            assertThat(connection.send("#dev", message("hello"))).isInstanceOf(SendResult.Unreachable.class);

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.open() == 0);
        }
    }

    @Test
    void a_drip_that_nobody_waits_for_ends_too() throws Exception {
        try (RogueServer server = new RogueServer(client -> client.drip("NOTICE x\r\n"))) {
            Connection connection = connect(server, false);

            connection.listen(List.of("#dev"), fixture);

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.connections() > 1);
            connection.close();
        }
    }

    @Test
    void a_nick_longer_than_a_line_leaves_room_for_text() throws Exception {
        String nick = "n".repeat(5_000);
        try (RogueServer server = new RogueServer(client -> {
            welcome(client, nick);
            client.until("JOIN #dev\r\n");
            client.say(":" + nick + "!u@h JOIN #dev\r\n:rogue 366 " + nick + " #dev :end\r\n");
            client.until("PING :");
            client.say(":rogue PONG rogue :" + client.until("\r\n"));
            client.until("never");
        })) {
            Connection connection = connect(server, false);

            assertThat(connection.send("#dev", message("hello".repeat(50)))).isInstanceOf(SendResult.Sent.class);
        }
    }

    @Test
    void a_server_that_takes_no_more_bytes_ends_the_attempt() throws Exception {
        try (RogueServer server = new RogueServer(client -> {
            welcome(client, "jenvoy");
            client.until("JOIN #dev\r\n");
            client.say(":jenvoy!u@h JOIN #dev\r\n");
            // Each one wants an answer, which the server does not read.
            client.flood("PING :" + "x".repeat(8_000) + "\r\n");
            client.drip("\r\n");
        })) {
            Connection connection = connect(server, false);

            assertThat(connection.send("#dev", message("hello"))).isInstanceOf(SendResult.Unreachable.class);
        }
    }

    @Test
    void no_words_of_the_server_show_the_key_of_a_channel_or_the_password() throws Exception {
        try (RogueServer server = new RogueServer(client -> {
            welcome(client, "jenvoy");
            client.until("JOIN #dev CHANKEY99\r\n");
            client.say(":rogue 475 jenvoy #dev :Cannot join, your key CHANKEY99 is wrong, so is rightpassword\r\n");
            client.until("never");
        })) {
            SendResult result = connect(server, false).send("#dev CHANKEY99", message("hello"));

            assertThat(result)
                    .isEqualTo(new SendResult.Refused(true, "475 Cannot join, your key *** is wrong, so is ***"));
        }
        try (RogueServer server = new RogueServer(client -> {
            client.until("PASS :");
            client.say("ERROR :bad password " + client.until("\r\n"));
            client.until("never");
        })) {
            Connection connection = connect(server, false);

            assertThat(connection.send("#dev", message("hello")))
                    .isEqualTo(new SendResult.Refused(true, "bad password ***"));
            assertThat(connection.trouble()).contains("bad password ***");
        }
    }

    @Test
    void no_server_fills_the_memory_with_rooms_and_people() {
        IrcRooms rooms = new IrcRooms();
        for (int number = 0; number < 1_000; number++) {
            rooms.handle(IrcLine.parse(":jenvoy!u@h JOIN #" + number), "jenvoy");
            rooms.handle(IrcLine.parse(":rogue 353 jenvoy = #" + number + " :" + "x".repeat(8_000)), "jenvoy");
        }

        assertThat(rooms.isIn("#199")).isTrue();
        assertThat(rooms.isIn("#200")).isFalse();
        assertThat(rooms.isPresent("#0", "x".repeat(8_000))).isFalse();
    }
}
