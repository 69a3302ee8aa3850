package dev.jenvoy.chat.kind.xmpp;

import static dev.jenvoy.chat.room.RoomFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.RogueServer;
import dev.jenvoy.chat.room.RoomFixture;
import dev.jenvoy.chat.room.SendResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against servers of XMPP that want to harm. */
@Timeout(60)
class RogueXmppTest {

    private static final String STREAM = "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
            + " xmlns:stream='http://etherx.jabber.org/streams' from='example.org' id='1' version='1.0'>";
    private static final String PLAIN = "<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
            + "<mechanism>PLAIN</mechanism></mechanisms></stream:features>";
    private static final String BIND =
            "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>";

    private static final XmppTimes TIMES =
            new XmppTimes(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMillis(20));
    private static final XmppKind KIND = new XmppKind(null, TIMES);

    private final RoomFixture fixture = new RoomFixture();

    @AfterEach
    void end() {
        fixture.close();
    }

    private Connection connect(RogueServer server) {
        return fixture.connect(
                KIND,
                RoomFixture.login(
                        KIND,
                        "{\"jid\": \"bot@example.org\", \"password\": \"rightpassword\", \"host\": \"127.0.0.1\", \"port\": %d, \"tls\": \"off\"}"
                                .formatted(server.port())));
    }

    private static SendResult send(Connection connection) throws InterruptedException {
        return connection.send("dev@conference.example.org", message("hello"));
    }

    private static void begin(RogueServer.Client client) throws IOException {
        client.until("<stream:stream");
        client.until(">");
        client.say(STREAM);
    }

    /** Lets a client in. */
    private static void logIn(RogueServer.Client client) throws IOException {
        begin(client);
        client.say(PLAIN);
        client.until("</auth>");
        client.say("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        begin(client);
        client.say(BIND);
        client.until("<iq");
        String id = client.until("</iq>").replaceFirst("(?s).*?id=['\"]([^'\"]+).*", "$1");
        client.say("<iq type='result' id='" + id + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                + "<jid>bot@example.org/x</jid></bind></iq>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<stream:features><z>|x",
                "<stream:features>|<z>",
                "<stream:features>|<z/>",
                "<stream:features z='|x",
                "<stream:features>|<!-- x -->",
                "|<!-- x -->",
                "|x",
                "|<z/>",
                "<message><body>|x",
                "<|z"
            })
    void a_stanza_without_end_is_broken_off_before_the_log_in(String text) throws Exception {
        String begin = text.substring(0, text.indexOf('|'));
        String flood = text.substring(text.indexOf('|') + 1);
        try (RogueServer server = new RogueServer(client -> {
            begin(client);
            client.say(begin);
            client.flood(flood);
        })) {
            assertThat(send(connect(server))).isInstanceOf(SendResult.Unreachable.class);

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.open() == 0);
            assertThat(server.isDrunk()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message from='dev@conference.example.org/a' type='groupchat'><body>|x",
                "<presence from='dev@conference.example.org/a'>|<z>",
                "<iq type='result' id='x'><query xmlns='y'>|<z/>"
            })
    void a_stanza_without_end_is_broken_off_after_it(String text) throws Exception {
        String begin = text.substring(0, text.indexOf('|'));
        String flood = text.substring(text.indexOf('|') + 1);
        try (RogueServer server = new RogueServer(client -> {
            logIn(client);
            client.say(begin);
            client.flood(flood);
        })) {
            assertThat(send(connect(server))).isInstanceOf(SendResult.Unreachable.class);

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.open() == 0);
            assertThat(server.isDrunk()).isFalse();
        }
    }

    @Test
    void a_crowd_without_end_is_left() throws Exception {
        try (RogueServer server = new RogueServer(client -> {
            logIn(client);
            for (int number = 0; number < 1_000_000; number++) {
                client.say("<presence from='dev@conference.example.org/a" + number + "'><status>x</status></presence>");
            }
        })) {
            assertThat(send(connect(server))).isInstanceOf(SendResult.Unreachable.class);

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.open() == 0);
        }
    }

    @Test
    void questions_without_end_make_no_threads() throws Exception {
        try (RogueServer server = new RogueServer(client -> {
            logIn(client);
            client.flood("<iq type='get' id='q' from='example.org'><query xmlns='jabber:iq:x'/></iq>");
        })) {
            assertThat(send(connect(server))).isInstanceOf(SendResult.Unreachable.class);

            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().startsWith("Smack Cached Executor"))
                    .hasSizeLessThan(60);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<stream:features><z>|x", "|<z/>", "| "})
    void a_drip_ends_with_the_time_of_the_log_in_and_holds_no_connection(String text) throws Exception {
        try (RogueServer server = new RogueServer(client -> {
            begin(client);
            client.say(text.substring(0, text.indexOf('|')));
            client.drip(text.substring(text.indexOf('|') + 1));
        })) {
            assertThat(send(connect(server))).isInstanceOf(SendResult.Unreachable.class);

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.open() == 0);
        }
    }

    @Test
    void no_words_of_the_server_show_the_password() throws Exception {
        String plain = Base64.getEncoder().encodeToString("\0bot\0rightpassword".getBytes(StandardCharsets.UTF_8));
        try (RogueServer server = new RogueServer(client -> {
            logIn(client);
            client.say("</stream:stream>");
            client.until("never");
        })) {
            assertThat(send(connect(server)).said()).doesNotContain("rightpassword", plain);
        }
        try (RogueServer server = new RogueServer(client -> {
            begin(client);
            client.say(PLAIN);
            client.until("</auth>");
            client.say("<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                    + "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>rightpassword " + plain
                    + "</text></stream:error>");
            client.until("never");
        })) {
            Connection connection = connect(server);
            SendResult result = send(connection);
            assertThat(result.said()).doesNotContain("rightpassword", plain);
            assertThat(connection.trouble().orElseThrow()).doesNotContain("rightpassword", plain);
        }
    }
}
