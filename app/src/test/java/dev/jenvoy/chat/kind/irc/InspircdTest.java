package dev.jenvoy.chat.kind.irc;

import static dev.jenvoy.chat.room.RoomFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomFixture;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.contract.chat.service.Inspircd;
import dev.jenvoy.contract.chat.service.IrcClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against InspIRCd with TLS, accounts, labels and echoes. It ends who writes more than five lines a second for long. */
class InspircdTest {

    private static final IrcTimes REJOINING = new IrcTimes(
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            Duration.ofMillis(100));

    private static final AtomicInteger NICKS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static Inspircd server;
    private static IrcKind kind;
    private static IrcClient alice;

    private final String nick = "jen" + NICKS.incrementAndGet();
    private final RoomFixture fixture = new RoomFixture();
    private final Connection connection = connect("rightpassword");

    @BeforeAll
    static void start() {
        server = Inspircd.start(folder);
        kind = new IrcKind(server.certificate().trust().getSocketFactory(), IrcTimes.USUAL);
        alice = server.register("alice", "alicepassword");
        server.register("jenvoy", "rightpassword").close();
    }

    @AfterAll
    static void stop() {
        alice.close();
        server.close();
    }

    @AfterEach
    void end() {
        connection.close();
        fixture.close();
    }

    private Connection connect(String password) {
        return fixture.connect(kind, login(password));
    }

    private Login login(String password) {
        return RoomFixture.login(kind, """
                {"host": "localhost", "port": %d, "nick": "%s", "user": "jenvoy", "password": "%s", "pace": "250ms"}
                """.formatted(server.port(), nick, password));
    }

    @Test
    void a_message_arrives_once_as_a_notice_of_our_account_and_has_an_id() throws Exception {
        alice.join("#dev");

        SendResult result = connection.send("#dev", message("hello number " + NICKS.get()));

        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Sent.class, sent -> assertThat(sent.remote()).isPresent());
        alice.sync();
        assertThat(alice.said("#dev"))
                .filteredOn(text -> text.equals("hello number " + NICKS.get()))
                .hasSize(1);
        assertThat(alice.lines()).anyMatch(line -> line.contains("NOTICE #dev :hello number " + NICKS.get()));
        alice.write("WHOIS " + nick);
        alice.await(line -> line.contains(" 330 ") && line.contains(nick + " jenvoy"));
    }

    @Test
    void thirty_messages_arrive_in_order_within_the_flood_limit() throws Exception {
        alice.join("#flood");

        for (int i = 0; i < 30; i++) {
            assertThat(connection.send("#flood", message("message " + i))).isInstanceOf(SendResult.Sent.class);
        }

        alice.sync();
        assertThat(alice.said("#flood"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> "message " + i).toList());
    }

    @Test
    void a_wrong_password_is_refused_and_said_nowhere() throws Exception {
        try (Connection wrong = connect("wrongpassword")) {
            SendResult result = wrong.send("#dev", message("hello"));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            SendResult.Refused.class,
                            refused -> assertThat(refused.shutsRoom()).isTrue());
            assertThat(result.said()).startsWith("904").doesNotContain("wrongpassword");
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_or_of_another_name_is_no_connection() throws Exception {
        String json = "{\"host\": \"%s\", \"port\": %d, \"nick\": \"bot\"}";
        try (Connection untrusted = fixture.connect(
                        new IrcKind(), RoomFixture.login(kind, json.formatted("localhost", server.port())));
                Connection otherName =
                        fixture.connect(kind, RoomFixture.login(kind, json.formatted("127.0.0.1", server.port())))) {
            assertThat(untrusted.send("#dev", message("hello"))).isInstanceOf(SendResult.Unreachable.class);
            assertThat(otherName.send("#dev", message("hello"))).isInstanceOf(SendResult.Unreachable.class);
        }
    }

    @Test
    void a_channel_for_others_shuts_the_room() throws Exception {
        alice.join("#members");
        alice.write("MODE #members +m");
        alice.join("#registered");
        alice.write("MODE #registered +i");
        alice.sync();

        assertThat(connection.send("#members", message("hello")))
                .isInstanceOfSatisfying(SendResult.Refused.class, r -> {
                    assertThat(r.shutsRoom()).isTrue();
                    assertThat(r.said()).startsWith("404");
                });
        assertThat(connection.send("#registered", message("hello")))
                .isInstanceOfSatisfying(
                        SendResult.Refused.class, r -> assertThat(r.said()).startsWith("473"));
    }

    @Test
    void a_person_is_the_account_and_the_same_nick_without_it_is_unproven() throws Exception {
        String room = "#commands" + nick;
        alice.join(room);
        connection.listen(List.of(room), fixture);
        alice.await(line -> line.contains(nick + "!") && line.contains("JOIN") && line.contains(room));

        alice.write("PRIVMSG " + room + " :!repohook routes");
        assertThat(fixture.next())
                .isEqualTo(new IncomingCommand("test", Optional.of("alice"), false, room, "!repohook routes"));
        alice.write("PRIVMSG " + nick + " :!repohook routes");
        assertThat(fixture.next())
                .isEqualTo(new IncomingCommand("test", Optional.of("alice"), true, "", "!repohook routes"));

        try (IrcClient bob = server.client("bob" + nick)) {
            bob.join(room);
            alice.write("NICK former" + nick);
            alice.sync();
            bob.write("NICK alice");
            bob.write("PRIVMSG " + room + " :!repohook reset yes");
            assertThat(fixture.next().person()).isEmpty();
        } finally {
            alice.write("NICK alice");
        }
    }

    @Test
    void neither_itself_nor_another_bot_is_obeyed() throws Exception {
        String room = "#bots" + nick;
        alice.join(room);
        connection.listen(List.of(room), fixture);
        alice.await(line -> line.contains(nick + "!") && line.contains("JOIN") && line.contains(room));
        assertThat(connection.send(room, message("!repohook reset yes"))).isInstanceOf(SendResult.Sent.class);
        try {
            alice.write("MODE alice +B");
            alice.write("PRIVMSG " + room + " :!repohook reset yes");
            alice.write("PRIVMSG " + nick + " :!repohook reset yes");
        } finally {
            alice.write("MODE alice -B");
        }
        alice.write("PRIVMSG " + room + " :!repohook routes");

        assertThat(fixture.next().text()).isEqualTo("!repohook routes");
        assertThat(fixture.rest()).isEmpty();
    }

    @Test
    void a_channel_that_it_was_made_to_leave_is_joined_again_as_after_a_kick() throws Exception {
        String room = "#parts" + nick;
        alice.join(room);
        alice.write("OPER oper operator");
        try (Connection quick = fixture.connect(
                new IrcKind(server.certificate().trust().getSocketFactory(), REJOINING), login("rightpassword"))) {
            quick.listen(List.of(room), fixture);
            for (int left = 0; left < 3; left++) {
                int joins = left + 1;
                Awaitility.await().until(() -> joins(room) == joins);
                alice.write("SAPART " + nick + " " + room + " :renamed");
            }

            Awaitility.await()
                    .until(() -> quick.send(room, message("hello")) instanceof SendResult.Refused refused
                            && refused.shutsRoom()
                            && refused.said().contains("made to leave " + room));
            assertThat(joins(room)).isEqualTo(3);
        }
    }

    private long joins(String room) {
        return alice.lines().stream()
                .filter(line -> line.contains(nick + "!") && line.contains(" JOIN ") && line.contains(room))
                .count();
    }

    @Test
    void what_was_written_before_it_joined_is_never_a_command() throws Exception {
        String room = "#history" + nick;
        alice.join(room);
        alice.write("MODE " + room + " +H 20:1h");
        alice.write("PRIVMSG " + room + " :!repohook reset yes");
        alice.sync();

        connection.listen(List.of(room), fixture);
        alice.await(line -> line.contains(nick + "!") && line.contains("JOIN") && line.contains(room));
        fixture.reply(new CommandReply("one\ntwo", false));
        alice.write("PRIVMSG " + room + " :!repohook routes");

        assertThat(fixture.next().text()).isEqualTo("!repohook routes");
        assertThat(fixture.rest()).isEmpty();
        alice.await(line -> line.contains("NOTICE " + room + " :two"));
    }
}
