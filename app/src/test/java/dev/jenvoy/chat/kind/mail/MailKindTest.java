package dev.jenvoy.chat.kind.mail;

import static dev.jenvoy.chat.room.RoomFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.RoomFixture;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.text.RichText;
import dev.jenvoy.contract.chat.service.SmtpServer;
import dev.jenvoy.contract.chat.service.TestCertificate;
import dev.jenvoy.option.json.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailKindTest {

    @TempDir
    static Path folder;

    private static TestCertificate certificate;
    private static MailKind kind;
    private static SmtpServer server;

    private final RoomFixture fixture = new RoomFixture();

    @BeforeAll
    static void start() {
        certificate = TestCertificate.make(folder, "localhost");
        kind = new MailKind(certificate.trust().getSocketFactory());
        server = SmtpServer.plain(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    private Connection plain() {
        return fixture.connect(
                kind,
                RoomFixture.login(
                        kind,
                        "{\"host\": \"127.0.0.1\", \"port\": %d, \"tls\": \"off\", \"from\": \"Jenvoy <bot@example.org>\"}"
                                .formatted(server.port())));
    }

    private static OutgoingMessage about(String subject, String text, Optional<OutgoingMessage.Conversation> thread) {
        OutgoingMessage plain = message(text);
        return new OutgoingMessage(plain.key(), plain.text(), subject, thread, true, false, plain.details());
    }

    private static String last() {
        List<String> mails = server.mails();
        return mails.get(mails.size() - 1);
    }

    @Test
    void a_message_arrives_once_with_the_sentence_as_its_subject() throws Exception {
        int before = server.mails().size();
        OutgoingMessage message =
                about("alice pushed to main — ü", "[acme/site] alice pushed to main\n.\n  one", Optional.empty());

        SendResult result = plain().send("Dev <dev@example.org>, ops@example.org", message);

        assertThat(result)
                .isInstanceOfSatisfying(
                        SendResult.Sent.class,
                        sent -> assertThat(sent.remote()).contains("<" + message.key() + "@example.org>"));
        assertThat(result.said()).isEqualTo("250 2.0.0 taken");
        assertThat(server.mails()).hasSize(before + 1);
        assertThat(last())
                .contains("X-From: bot@example.org\nX-To: dev@example.org,ops@example.org\n")
                .contains("From: Jenvoy <bot@example.org>\n")
                .contains("To: Dev <dev@example.org>, ops@example.org\n")
                .contains("Message-ID: <" + message.key() + "@example.org>\n")
                .contains("Subject: =?UTF-8?")
                .contains("Auto-Submitted: auto-generated\n")
                .contains("Importance: low\n")
                .endsWith("\n\n[acme/site] alice pushed to main\n.\n  one\n");
    }

    @Test
    void a_hostile_subject_adds_no_header_and_a_hostile_text_no_command() throws Exception {
        SendResult result = plain().send(
                        "dev@example.org",
                        about(
                                "<!here> x\r\nBcc: evil@example.org\r\n\r\nbody",
                                "<!here>\r\n.\r\nQUIT\r\nMAIL FROM:<evil@example.org>",
                                Optional.of(new OutgoingMessage.Conversation(
                                        "acme/site#7", Optional.of("<a@b>\r\nBcc: evil@example.org"), false))));

        assertThat(result).isInstanceOf(SendResult.Sent.class);
        assertThat(last())
                .contains("X-To: dev@example.org\n")
                .contains("Subject: <!here> x Bcc: evil@example.org body\n")
                .doesNotContain("\nBcc:", "\nReferences:")
                .contains("\nQUIT\nMAIL FROM:<evil@example.org>\n");
    }

    @Test
    void later_messages_of_a_conversation_refer_to_its_first() throws Exception {
        Connection connection = plain();
        OutgoingMessage first = about(
                "one", "one", Optional.of(new OutgoingMessage.Conversation("acme/site#7", Optional.empty(), false)));
        String root = ((SendResult.Sent) connection.send("dev@example.org", first))
                .remote()
                .orElseThrow();
        assertThat(last()).doesNotContain("References:");

        assertThat(connection.send(
                        "dev@example.org",
                        about(
                                "two",
                                "two",
                                Optional.of(
                                        new OutgoingMessage.Conversation("acme/site#7", Optional.of(root), false)))))
                .isInstanceOf(SendResult.Sent.class);

        assertThat(last()).contains("In-Reply-To: " + root + "\n").contains("References: " + root + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "never@example.org, Refused, 550 5.1.1 no such user",
        "later@example.org, Unreachable, 451 4.7.1 try again later",
        "spam@example.org, Refused, 554 5.7.1 this is spam",
        "large@example.org, TooLong, 552 5.3.4 message too large",
        "lost@example.org, InDoubt, the connection was lost before the server answered"
    })
    void a_reply_of_the_server_decides(String recipient, String end, String said) throws Exception {
        SendResult result = plain().send(recipient, message("hello"));

        assertThat(result.getClass().getSimpleName()).isEqualTo(end);
        assertThat(result.said()).isEqualTo(said);
        if (result instanceof SendResult.Refused refused) {
            assertThat(refused.shutsRoom()).isEqualTo(recipient.startsWith("never"));
        }
    }

    @Test
    void no_recipient_gets_it_if_one_is_refused() throws Exception {
        int before = server.mails().size();

        assertThat(plain().send("dev@example.org, never@example.org", message("hello")))
                .isInstanceOf(SendResult.Refused.class);

        assertThat(server.mails()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls", "implicit"})
    void it_logs_in_over_tls_alone_and_checks_the_name_of_the_certificate(String mode) throws Exception {
        try (SmtpServer secure = SmtpServer.secure(folder, mode, certificate)) {
            String json = """
                    {"host": "%s", "port": %d, "tls": "%s", "user": "bot", "password": "%s", "from": "bot@example.org"}
                    """;
            Connection right = fixture.connect(
                    kind, RoomFixture.login(kind, json.formatted("localhost", secure.port(), mode, "rightpassword")));
            assertThat(right.send("dev@example.org", message("hello"))).isInstanceOf(SendResult.Sent.class);

            Connection wrong = fixture.connect(
                    kind, RoomFixture.login(kind, json.formatted("localhost", secure.port(), mode, "wrongpassword")));
            SendResult refused = wrong.send("dev@example.org", message("hello"));
            assertThat(refused).isInstanceOf(SendResult.Refused.class);
            assertThat(refused.said()).contains("535").doesNotContain("wrongpassword");

            Connection otherName = fixture.connect(
                    kind, RoomFixture.login(kind, json.formatted("127.0.0.1", secure.port(), mode, "rightpassword")));
            assertThat(otherName.send("dev@example.org", message("hello"))).isInstanceOf(SendResult.Unreachable.class);
            Connection untrusted = fixture.connect(
                    new MailKind(),
                    RoomFixture.login(kind, json.formatted("localhost", secure.port(), mode, "rightpassword")));
            assertThat(untrusted.send("dev@example.org", message("hello"))).isInstanceOf(SendResult.Unreachable.class);
            assertThat(untrusted.trouble()).isPresent();
            assertThat(secure.mails()).hasSize(1);
        }
    }

    @Test
    void without_starttls_nothing_is_sent() throws Exception {
        int before = server.mails().size();
        Connection connection = fixture.connect(
                kind,
                RoomFixture.login(
                        kind,
                        "{\"host\": \"localhost\", \"port\": %d, \"from\": \"bot@example.org\"}"
                                .formatted(server.port())));

        assertThat(connection.send("dev@example.org", message("hello"))).isInstanceOf(SendResult.Unreachable.class);
        assertThat(server.mails()).hasSize(before);
    }

    @Test
    void a_server_that_is_down_is_not_reached() throws Exception {
        SmtpServer gone = SmtpServer.plain(folder.resolve("gone"));
        gone.close();
        Connection connection = fixture.connect(
                kind,
                RoomFixture.login(
                        kind,
                        "{\"host\": \"127.0.0.1\", \"port\": %d, \"tls\": \"off\", \"from\": \"bot@example.org\"}"
                                .formatted(gone.port())));

        assertThat(connection.send("dev@example.org", message(RichText.of(new Inline.Text("hello")))))
                .isInstanceOf(SendResult.Unreachable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"host\": \"mail.example.org\", \"tls\": \"off\", \"from\": \"a@example.org\"} | tls",
                "{\"host\": \"mail.example.org\"} | from",
                "{\"from\": \"a@example.org\"} | host",
                "{\"host\": \"mail.example.org\", \"from\": \"a@example.org, b@example.org\"} | from",
                "{\"host\": \"mail.example.org\", \"from\": \"a\"} | from",
                "{\"host\": \"mail.example.org\", \"from\": \"a@example.org\\r\\nBcc: b@example.org\"} | from",
                "{\"host\": \"mail.example.org\", \"from\": \"a@example.org\", \"user\": \"a\"} | user"
            })
    void a_login_that_cannot_work_is_an_error(String json, String key) {
        List<Problem> problems = new ArrayList<>();

        assertThat(RoomFixture.read(kind, json, problems)).isEmpty();

        assertThat(problems).extracting(Problem::key).containsExactly("chat.accounts.a." + key);
    }

    @Test
    void a_login_shows_no_password() {
        assertThat(RoomFixture.login(
                                kind,
                                "{\"host\": \"mail.example.org\", \"from\": \"a@example.org\", \"user\": \"a\", \"password\": \"rightpassword\"}")
                        .toString())
                .doesNotContain("rightpassword");
        assertThat(kind.addressFlaw("dev@example.org, ops@example.org")).isEmpty();
        assertThat(kind.addressFlaw("dev")).isPresent();
        assertThat(kind.addressFlaw("dev@example.org\r\nBcc: x@y.org")).isPresent();
        assertThat(kind.addressFlaw("")).isPresent();
    }
}
