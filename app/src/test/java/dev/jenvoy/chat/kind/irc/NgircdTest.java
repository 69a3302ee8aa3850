package dev.jenvoy.chat.kind.irc;

import static dev.jenvoy.chat.room.RoomFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.RoomFixture;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.text.Block;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.RichText;
import dev.jenvoy.contract.chat.service.IrcClient;
import dev.jenvoy.contract.chat.service.Ngircd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against ngircd, the poorest case: no accounts, no labels, no echoes, a flood limit of three commands a second. */
class NgircdTest {

    private static final IrcTimes TIMES = new IrcTimes(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofMillis(2_000),
            Duration.ofMillis(20));
    private static final IrcKind KIND = new IrcKind((SSLSocketFactory) SSLSocketFactory.getDefault(), TIMES);

    @TempDir
    static Path folder;

    private static Ngircd server;

    private static final AtomicInteger NICKS = new AtomicInteger();

    private final String nick = "jen" + NICKS.incrementAndGet();
    private final String watcherNick = "see" + NICKS.get();
    private final RoomFixture fixture = new RoomFixture();
    private IrcClient watcher;
    private Connection connection;

    @BeforeAll
    static void start() {
        server = Ngircd.start(folder, "serverpassword");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        watcher = IrcClient.connect(server.port(), watcherNick, "PASS serverpassword");
        connection = fixture.connect(KIND, RoomFixture.login(KIND, login(nick, "serverpassword")));
    }

    @AfterEach
    void end() {
        connection.close();
        watcher.close();
        fixture.close();
    }

    private static String login(String nick, String password) {
        return """
                {"host": "127.0.0.1", "port": %d, "tls": false, "nick": "%s", "server_password": "%s", "pace": "350ms"}
                """.formatted(server.port(), nick, password);
    }

    @Test
    void a_message_arrives_once_with_each_of_its_lines() throws Exception {
        watcher.join("#dev");

        SendResult result = connection.send(
                "#dev",
                message(new RichText(List.of(
                        new Block.Paragraph(List.of(new Inline.Text("[acme/site] alice pushed 2 commits to main"))),
                        new Block.Bullets(
                                List.of(List.of(new Inline.Text("one")), List.of(new Inline.Text("two"))))))));

        assertThat(result).isInstanceOf(SendResult.Sent.class);
        watcher.sync();
        assertThat(watcher.said("#dev"))
                .containsExactly("[acme/site] alice pushed 2 commits to main", "  one", "  two");
        assertThat(connection.trouble()).isEmpty();
    }

    @Test
    void a_long_line_arrives_whole_in_several_of_at_most_512_bytes() throws Exception {
        watcher.join("#dev");
        String text = IntStream.range(0, 200)
                .mapToObj(i -> "wörd" + i)
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();

        assertThat(connection.send("#dev", message(text))).isInstanceOf(SendResult.Sent.class);

        watcher.sync();
        assertThat(String.join(" ", watcher.said("#dev")).replace("… ", "")).isEqualTo(text);
    }

    @Test
    void a_hostile_title_is_only_text() throws Exception {
        watcher.join("#dev");

        SendResult result = connection.send(
                "#dev",
                message(
                        "<!here> @everyone [x](https://evil.example) *b*\r\nQUIT :gone\r\n/me \u0001ACTION x\u0001 \u202Eabc"));

        assertThat(result).isInstanceOf(SendResult.Sent.class);
        watcher.sync();
        assertThat(watcher.said("#dev")).contains("<!here> @everyone [x](https://evil.example) *b*", "QUIT :gone");
        assertThat(watcher.lines()).noneMatch(line -> line.startsWith(":" + nick) && line.contains(" QUIT"));
        assertThat(connection.send("#dev", message("still here"))).isInstanceOf(SendResult.Sent.class);
    }

    @Test
    void a_nick_in_the_text_does_not_wake_its_owner() throws Exception {
        watcher.join("#dev");

        assertThat(connection.send("#dev", message(watcherNick + " pushed to main")))
                .isInstanceOf(SendResult.Sent.class);

        watcher.sync();
        assertThat(watcher.said("#dev")).containsExactly("s\u200Bee" + NICKS.get() + " pushed to main");
    }

    @Test
    void thirty_messages_arrive_in_order_within_the_flood_limit() throws Exception {
        watcher.join("#flood");

        for (int i = 0; i < 30; i++) {
            assertThat(connection.send("#flood", message("message " + i))).isInstanceOf(SendResult.Sent.class);
        }

        watcher.sync();
        assertThat(watcher.said("#flood"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> "message " + i).toList());
    }

    @Test
    void a_nick_that_is_taken_gets_a_line_below() throws Exception {
        watcher.join("#dev");
        try (IrcClient other = IrcClient.connect(server.port(), nick, "PASS serverpassword")) {
            assertThat(connection.send("#dev", message("hello"))).isInstanceOf(SendResult.Sent.class);
            watcher.sync();
            assertThat(watcher.lines()).anyMatch(line -> line.startsWith(":" + nick + "_!"));
            other.sync();
        }
    }

    @ParameterizedTest
    @CsvSource({"'#keyed wrongkey', 475", "#keyed, 475", "#quiet, 404"})
    void a_channel_that_does_not_let_us_speak_shuts_the_room(String address, String number) throws Exception {
        try (IrcClient operator = IrcClient.connect(server.port(), "guard", "PASS serverpassword")) {
            operator.join("#quiet");

            SendResult result = connection.send(address, message("hello"));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            SendResult.Refused.class,
                            refused -> assertThat(refused.shutsRoom()).isTrue());
            assertThat(result.said()).startsWith(number).doesNotContain("wrongkey");
        }
    }

    @Test
    void the_right_key_opens_the_channel() throws Exception {
        assertThat(connection.send("#keyed rightkey", message("hello"))).isInstanceOf(SendResult.Sent.class);
    }

    @Test
    void a_channel_that_bans_us_or_wants_an_invitation_shuts_the_room() throws Exception {
        watcher.join("#banned");
        watcher.write("MODE #banned +b " + nick + "!*@*");
        watcher.join("#invited");
        watcher.write("MODE #invited +i");
        watcher.sync();

        assertThat(connection.send("#banned", message("hello")))
                .isInstanceOfSatisfying(
                        SendResult.Refused.class, r -> assertThat(r.said()).startsWith("474"));
        assertThat(connection.send("#invited", message("hello")))
                .isInstanceOfSatisfying(
                        SendResult.Refused.class, r -> assertThat(r.said()).startsWith("473"));
    }

    @Test
    void a_wrong_server_password_is_refused_and_never_said() throws Exception {
        try (Connection wrong = fixture.connect(KIND, RoomFixture.login(KIND, login(nick, "wrongpassword")))) {
            SendResult result = wrong.send("#dev", message("hello"));

            assertThat(result).isInstanceOf(SendResult.Refused.class);
            assertThat(result.said() + wrong.trouble()).doesNotContain("wrongpassword");
        }
    }

    @Test
    void a_server_that_dies_before_it_answers_leaves_a_doubt_and_the_next_message_connects_again() throws Exception {
        assertThat(connection.send("#dev", message("before"))).isInstanceOf(SendResult.Sent.class);
        server.freeze();
        CompletableFuture<SendResult> result = CompletableFuture.supplyAsync(() -> send("#dev", "in between"));
        Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        server.kill();

        assertThat(result.get(20, TimeUnit.SECONDS)).isInstanceOf(SendResult.InDoubt.class);
        assertThat(connection.send("#dev", message("down"))).isInstanceOf(SendResult.Unreachable.class);
        assertThat(connection.trouble()).isPresent();

        server.restart();
        Awaitility.await().until(() -> connection.send("#dev", message("up")) instanceof SendResult.Sent);
        assertThat(connection.trouble()).isEmpty();
    }

    @Test
    void kicked_it_joins_again_and_after_three_times_the_room_is_shut() throws Exception {
        watcher.join("#kicks");
        connection.listen(List.of("#kicks"), fixture);
        for (int kick = 1; kick <= 2; kick++) {
            int joins = kick;
            Awaitility.await().until(() -> count(watcher, ":" + nick + "!", " JOIN ") == joins);
            watcher.write("KICK #kicks " + nick + " :away");
            Awaitility.await()
                    .until(() -> connection.send("#kicks", message("hello")) instanceof SendResult.Unreachable);
        }
        Awaitility.await().until(() -> count(watcher, ":" + nick + "!", " JOIN ") == 3);
        watcher.write("KICK #kicks " + nick + " :away");

        Awaitility.await()
                .until(() -> connection.send("#kicks", message("hello")) instanceof SendResult.Refused refused
                        && refused.shutsRoom()
                        && refused.said().contains("kicked from #kicks by " + watcherNick + ": away"));
        // The next one is the probe.
        assertThat(connection.send("#kicks", message("hello"))).isInstanceOf(SendResult.Sent.class);
    }

    @Test
    void a_command_comes_from_an_unproven_person_and_is_answered_in_the_room() throws Exception {
        watcher.join("#dev");
        connection.listen(List.of("#dev", "#other"), fixture);
        watcher.await(line -> line.startsWith(":" + nick + "!") && line.contains(" JOIN "));

        watcher.write("NOTICE #dev :!repohook notice");
        watcher.write("PRIVMSG #dev :repohook none");
        watcher.write("PRIVMSG #dev :!repohook routes");

        assertThat(fixture.next())
                .isEqualTo(new IncomingCommand("test", java.util.Optional.empty(), false, "#dev", "!repohook routes"));
        watcher.await(line -> line.contains("NOTICE #dev :done"));
        watcher.write("PRIVMSG " + nick + " :!travis routes");
        assertThat(fixture.next())
                .isEqualTo(new IncomingCommand("test", java.util.Optional.empty(), true, "", "!travis routes"));
        watcher.await(line -> line.contains("NOTICE " + watcherNick + " :done"));
        assertThat(fixture.rest()).isEmpty();
    }

    @Test
    void it_listens_again_after_the_server_was_away() throws Exception {
        connection.listen(List.of("#dev"), fixture);
        Awaitility.await().until(() -> connection.trouble().isEmpty());
        server.kill();
        Awaitility.await().until(() -> connection.trouble().isPresent());

        server.restart();
        try (IrcClient again = IrcClient.connect(server.port(), "again", "PASS serverpassword")) {
            again.join("#dev");
            // Asked once a second: the server makes a client wait that asks more often, and its command with it.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        again.write("NAMES #dev");
                        return again.lines().stream()
                                .anyMatch(line ->
                                        line.contains(nick) && (line.contains(" JOIN ") || line.contains(" 353 ")));
                    });
            again.write("PRIVMSG #dev :!repohook routes");
            assertThat(fixture.next().text()).isEqualTo("!repohook routes");
        }
    }

    private SendResult send(String address, String text) {
        try {
            return connection.send(address, message(text));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static long count(IrcClient client, String start, String part) {
        return client.lines().stream()
                .filter(line -> line.startsWith(start) && line.contains(part))
                .count();
    }
}
