package dev.jenvoy.chat.kind.xmpp;

import static dev.jenvoy.chat.room.RoomFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.RoomFixture;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.contract.chat.service.Prosody;
import dev.jenvoy.contract.chat.service.XmppClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against prosody, with TLS, and a client that shares no code with Smack. */
class ProsodyTest {

    private static final XmppTimes TIMES =
            new XmppTimes(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMillis(20));
    private static final AtomicInteger ROOMS = new AtomicInteger();

    @TempDir
    static Path folder;

    private static Prosody server;
    private static XmppKind kind;

    private final String room = "room" + ROOMS.incrementAndGet() + "@conference.localhost";
    private final RoomFixture fixture = new RoomFixture();
    private XmppClient alice;
    private Connection connection;

    @BeforeAll
    static void start() {
        server = Prosody.start(folder, "alice", "bob", "bot");
        kind = new XmppKind(server.certificate().trustManager(), TIMES);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() {
        alice = server.client("alice");
        alice.join(room, "alice");
        connection = connect("password-of-bot");
    }

    @AfterEach
    void end() {
        connection.close();
        alice.close();
        fixture.close();
    }

    private Connection connect(String password) {
        return fixture.connect(kind, RoomFixture.login(kind, """
                        {"jid": "bot@localhost", "password": "%s", "nick": "jenvoy", "host": "127.0.0.1", "port": %d}
                        """.formatted(password, server.port())));
    }

    private static OutgoingMessage doubted(OutgoingMessage message) {
        return new OutgoingMessage(
                message.key(), message.text(), message.subject(), Optional.empty(), false, true, message.details());
    }

    @Test
    void a_message_arrives_once_and_has_the_id_of_the_room() throws Exception {
        SendResult result = connection.send(room, message("alice pushed to main"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Sent.class, sent -> assertThat(sent.remote()).isPresent());
        Awaitility.await().until(() -> !alice.said(room, "jenvoy").isEmpty());
        assertThat(alice.said(room, "jenvoy")).containsExactly("alice pushed to main");
        assertThat(connection.trouble()).isEmpty();
    }

    @Test
    void thirty_messages_arrive_in_order() throws Exception {
        for (int i = 0; i < 30; i++) {
            assertThat(connection.send(room, message("message " + i))).isInstanceOf(SendResult.Sent.class);
        }

        Awaitility.await().until(() -> alice.said(room, "jenvoy").size() >= 30);
        assertThat(alice.said(room, "jenvoy"))
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> "message " + i).toList());
    }

    @Test
    void a_hostile_title_is_only_text() throws Exception {
        assertThat(
                        connection.send(
                                room,
                                message(
                                        "/me <!here> @everyone [x](https://evil.example) *b* \u0000\u0001\uFFFE\uD800 </body></message>")))
                .isInstanceOf(SendResult.Sent.class);

        Awaitility.await().until(() -> !alice.said(room, "jenvoy").isEmpty());
        assertThat(alice.said(room, "jenvoy"))
                .singleElement()
                .asString()
                .startsWith("\u2060/me &lt;!here")
                .contains("\u2060*b*")
                .contains("&lt;/body");
        assertThat(connection.send(room, message("still here"))).isInstanceOf(SendResult.Sent.class);
    }

    @Test
    void a_message_in_doubt_that_the_room_has_is_not_sent_again() throws Exception {
        OutgoingMessage message = message("only once");
        assertThat(connection.send(room, message)).isInstanceOf(SendResult.Sent.class);

        assertThat(connection.send(room, doubted(message)))
                .isInstanceOfSatisfying(
                        SendResult.Sent.class, sent -> assertThat(sent.said()).contains("already"));

        assertThat(connection.send(room, doubted(message("not there yet")))).isInstanceOf(SendResult.Sent.class);
        Awaitility.await().until(() -> alice.said(room, "jenvoy").contains("not there yet"));
        assertThat(alice.said(room, "jenvoy")).containsExactly("only once", "not there yet");
    }

    @Test
    void a_server_killed_before_the_message_came_back_leaves_a_doubt_and_no_double() throws Exception {
        assertThat(connection.send(room, message("before"))).isInstanceOf(SendResult.Sent.class);
        OutgoingMessage message = message("in between");
        server.freeze();
        CompletableFuture<SendResult> result = CompletableFuture.supplyAsync(() -> send(message));
        Awaitility.await().pollDelay(Duration.ofMillis(500)).until(() -> true);
        server.kill();
        assertThat(result.get(20, TimeUnit.SECONDS)).isInstanceOf(SendResult.InDoubt.class);
        assertThat(connection.send(room, message("down"))).isInstanceOf(SendResult.Unreachable.class);
        assertThat(connection.trouble()).isPresent();

        server.restart();
        try (XmppClient again = server.client("alice")) {
            again.join(room, "alice");
            Awaitility.await().until(() -> connection.send(room, doubted(message)) instanceof SendResult.Sent);
            assertThat(connection.send(room, doubted(message))).isInstanceOf(SendResult.Sent.class);
            assertThat(connection.send(room, message("after"))).isInstanceOf(SendResult.Sent.class);
            Awaitility.await().until(() -> again.said(room, "jenvoy").contains("after"));
            assertThat(again.said(room, "jenvoy")).containsExactly("in between", "after");
        }
    }

    @Test
    void a_message_in_doubt_is_found_as_often_as_it_is_looked_for() throws Exception {
        OutgoingMessage message = message("only once");
        assertThat(connection.send(room, message)).isInstanceOf(SendResult.Sent.class);

        for (int i = 0; i < 50; i++) {
            // Each time the room is left, and joined again at once.
            assertThat(connection.send(room, doubted(message))).isInstanceOf(SendResult.Sent.class);
        }

        assertThat(connection.send(room, message("after"))).isInstanceOf(SendResult.Sent.class);
        Awaitility.await().until(() -> alice.said(room, "jenvoy").contains("after"));
        assertThat(alice.said(room, "jenvoy")).containsExactly("only once", "after");
    }

    private SendResult send(OutgoingMessage message) {
        try {
            return connection.send(room, message);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_wrong_password_is_refused_and_said_nowhere() throws Exception {
        try (Connection wrong = connect("wrongpassword")) {
            SendResult result = wrong.send(room, message("hello"));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            SendResult.Refused.class,
                            refused -> assertThat(refused.shutsRoom()).isTrue());
            assertThat(result.said()).isEqualTo("the server refuses the password of the account (not-authorized)");
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_is_no_connection() throws Exception {
        try (Connection untrusted = fixture.connect(
                new XmppKind(),
                RoomFixture.login(
                        kind,
                        "{\"jid\": \"bot@localhost\", \"password\": \"password-of-bot\", \"host\": \"127.0.0.1\", \"port\": %d}"
                                .formatted(server.port())))) {
            assertThat(untrusted.send(room, message("hello"))).isInstanceOf(SendResult.Unreachable.class);
        }
    }

    @Test
    void a_certificate_of_another_name_is_no_connection() throws Exception {
        try (Connection otherName = fixture.connect(
                kind,
                RoomFixture.login(
                        kind,
                        "{\"jid\": \"bot@other.test\", \"password\": \"password-of-bot\", \"host\": \"127.0.0.1\", \"port\": %d}"
                                .formatted(server.port())))) {
            SendResult result = otherName.send(room, message("hello"));

            assertThat(result).isInstanceOf(SendResult.Unreachable.class);
            assertThat(result.said()).containsIgnoringCase("certificate");
        }
    }

    @Test
    void without_tls_it_speaks_to_this_machine() throws Exception {
        try (Connection plain = fixture.connect(
                kind,
                RoomFixture.login(
                        kind,
                        "{\"jid\": \"bot@localhost\", \"password\": \"password-of-bot\", \"host\": \"127.0.0.1\", \"port\": %d, \"tls\": \"off\"}"
                                .formatted(server.port())))) {
            assertThat(plain.send(room, message("hello"))).isInstanceOf(SendResult.Sent.class);
        }
    }

    @Test
    void a_domain_that_the_server_does_not_serve_is_named_in_a_sentence() throws Exception {
        try (Connection elsewhere = fixture.connect(
                kind,
                RoomFixture.login(
                        kind,
                        "{\"jid\": \"bot@unserved.test\", \"password\": \"password-of-bot\", \"host\": \"127.0.0.1\", \"port\": %d, \"tls\": \"off\"}"
                                .formatted(server.port())))) {
            assertThat(elsewhere.send(room, message("hello")).said())
                    .isEqualTo("the server does not serve the domain of the account (host-unknown)");
        }
    }

    @Test
    void rooms_that_do_not_let_us_in_or_speak_are_shut() throws Exception {
        alice.configure(room, "<field var='muc#roomconfig_membersonly'><value>1</value></field>");
        assertRefused(connection.send(room, message("hello")), "registration-required");
        alice.configure(room, "<field var='muc#roomconfig_membersonly'><value>0</value></field>");
        alice.administer(room, "<item affiliation='outcast' jid='bot@localhost'/>");
        assertRefused(connection.send(room, message("hello")), "forbidden");
        alice.administer(room, "<item affiliation='none' jid='bot@localhost'/>");
        alice.configure(room, "<field var='muc#roomconfig_roomsecret'><value>rightsecret</value></field>");
        assertRefused(connection.send(room + " wrongsecret", message("hello")), "not-authorized");
        assertThat(connection.send(room + " rightsecret", message("hello"))).isInstanceOf(SendResult.Sent.class);
        alice.configure(room, "<field var='muc#roomconfig_moderatedroom'><value>1</value></field>");
        alice.administer(room, "<item nick='jenvoy' role='visitor'/>");
        assertRefused(connection.send(room + " rightsecret", message("hello")), "forbidden");
    }

    @Test
    void a_room_that_does_not_exist_is_not_made() throws Exception {
        assertRefused(connection.send("nowhere@conference.localhost", message("hello")), "no such room");
        assertRefused(connection.send("nowhere@localhost", message("hello")), "no rooms");
    }

    private static void assertRefused(SendResult result, String said) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Refused.class,
                        refused -> assertThat(refused.shutsRoom()).isTrue());
        assertThat(result.said()).contains(said).doesNotContain("wrongsecret");
    }

    @Test
    void a_nick_that_is_taken_gets_a_line_below() throws Exception {
        try (XmppClient bob = server.client("bob")) {
            bob.write("<presence to='" + room + "/jenvoy'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
            bob.await(text -> text.contains(room + "/jenvoy"));

            assertThat(connection.send(room, message("hello"))).isInstanceOf(SendResult.Sent.class);

            Awaitility.await().until(() -> !alice.said(room, "jenvoy_").isEmpty());
        }
    }

    @Test
    void a_person_is_a_real_jid_and_the_same_nick_of_another_is_not_that_person() throws Exception {
        alice.say(room, "!repohook reset yes");
        alice.await(text -> !alice.said(room, "alice").isEmpty());
        connection.listen(List.of(room), fixture);
        alice.await(text -> text.contains(room + "/jenvoy"));

        alice.say(room, "!repohook routes");
        assertThat(fixture.next())
                .isEqualTo(
                        new IncomingCommand("test", Optional.of("alice@localhost"), false, room, "!repohook routes"));
        Awaitility.await().until(() -> alice.said(room, "jenvoy").contains("done"));

        alice.tell("bot@localhost", "!repohook token acme/site s3cret");
        assertThat(fixture.next())
                .isEqualTo(new IncomingCommand(
                        "test", Optional.of("alice@localhost"), true, "", "!repohook token acme/site s3cret"));
        alice.tell(room + "/jenvoy", "!repohook routes");
        assertThat(fixture.next())
                .isEqualTo(new IncomingCommand("test", Optional.of("alice@localhost"), true, "", "!repohook routes"));

        alice.write("<presence to='" + room + "/former'/>");
        alice.await(text -> text.contains(room + "/former"));
        try (XmppClient bob = server.client("bob")) {
            bob.write("<presence to='" + room + "/alice'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
            bob.await(text -> text.contains(room + "/alice"));
            bob.say(room, "!repohook reset yes");
            assertThat(fixture.next().person()).contains("bob@localhost");
        }
        assertThat(fixture.rest()).isEmpty();
    }

    @Test
    void it_does_not_obey_itself() throws Exception {
        connection.listen(List.of(room), fixture);
        assertThat(connection.send(room, message("!repohook reset yes"))).isInstanceOf(SendResult.Sent.class);
        alice.say(room, "!repohook routes");

        assertThat(fixture.next().text()).isEqualTo("!repohook routes");
        assertThat(fixture.rest()).isEmpty();
    }

    @Test
    void the_history_in_which_a_message_is_looked_for_holds_no_commands() throws Exception {
        connection.listen(List.of(room), fixture);
        alice.await(text -> text.contains(room + "/jenvoy"));
        alice.say(room, "!repohook routes");
        assertThat(fixture.next().text()).isEqualTo("!repohook routes");

        assertThat(connection.send(room, doubted(message("hello")))).isInstanceOf(SendResult.Sent.class);

        alice.say(room, "!repohook config");
        assertThat(fixture.next().text()).isEqualTo("!repohook config");
        assertThat(fixture.rest()).isEmpty();
    }

    @Test
    void in_a_room_that_hides_jids_a_person_is_unproven() throws Exception {
        String hidden = "hidden@anonymous.localhost";
        try (XmppClient bob = server.client("bob")) {
            bob.join(hidden, "alice");
            connection.listen(List.of(hidden), fixture);
            bob.await(text -> text.contains(hidden + "/jenvoy"));
            bob.say(hidden, "!repohook routes");

            assertThat(fixture.next().person()).isEmpty();
        }
    }

    @Test
    void put_out_of_a_room_it_joins_again() throws Exception {
        connection.listen(List.of(room), fixture);
        alice.await(text -> text.contains(room + "/jenvoy"));

        alice.administer(room, "<item nick='jenvoy' role='none'/>");
        alice.await(text -> text.contains("code='307'"));
        Awaitility.await().until(() -> {
            alice.say(room, "!repohook routes");
            return !fixture.rest().isEmpty();
        });
    }
}
