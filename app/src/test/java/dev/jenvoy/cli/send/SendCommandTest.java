package dev.jenvoy.cli.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.sender.github.GitHub;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SendCommandTest {
    private static final String SECRET = "a secret for these tests alone";

    @TempDir
    private Path folder;

    private StandIn server;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        server = new StandIn();
        cli = new Cli(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_delivery_has_githubs_headers_and_both_signatures_over_its_bytes() {
        Cli.Ran ran = cli.run("send", "push", "--url", server.url(), "--secret", SECRET, "--hook-id", "77");

        assertThat(ran.code()).as(ran.all()).isZero();
        StandIn.Received sent = server.only();
        assertThat(sent.method()).isEqualTo("POST");
        assertThat(sent.path()).isEqualTo("/");
        assertThat(sent.header("Content-Type")).isEqualTo("application/json");
        assertThat(sent.header("Accept")).isEqualTo("*/*");
        assertThat(sent.header("User-Agent")).isEqualTo("GitHub-Hookshot/jenvoy-send");
        assertThat(sent.header("X-GitHub-Event")).isEqualTo("push");
        assertThat(UUID.fromString(sent.header("X-GitHub-Delivery"))).isNotNull();
        assertThat(sent.header("X-GitHub-Hook-ID")).isEqualTo("77");
        assertThat(sent.header("X-GitHub-Hook-Installation-Target-Type")).isEqualTo("repository");
        assertThat(sent.header("X-GitHub-Hook-Installation-Target-ID")).isEqualTo("700100200");
        assertThat(sent.header("X-Hub-Signature")).isEqualTo(GitHub.SHA1.sign(SECRET, sent.body()));
        assertThat(sent.header("X-Hub-Signature-256")).isEqualTo(GitHub.SHA256.sign(SECRET, sent.body()));
    }

    @Test
    void the_configuration_says_the_port_and_the_first_secret() throws IOException {
        Files.writeString(
                folder.resolve("config.json"),
                "{\"http_port\": " + server.port() + ", \"enforce_secret\": [\"" + SECRET
                        + "\", \"the one before it was\"]}");

        Cli.Ran ran = cli.run("send");

        assertThat(ran.code()).as(ran.all()).isZero();
        StandIn.Received sent = server.only();
        assertThat(sent.header("X-Hub-Signature-256")).isEqualTo(GitHub.SHA256.sign(SECRET, sent.body()));
    }

    @Test
    void a_secret_comes_from_a_variable_or_a_file_too() throws IOException {
        Files.writeString(folder.resolve("secret"), SECRET + "\n");

        cli.with("THE_SECRET", SECRET + "\n").run("send", "--url", server.url(), "--secret", "env:THE_SECRET");
        cli.run("send", "--url", server.url(), "--secret", "file:secret");

        assertThat(server.received())
                .hasSize(2)
                .allSatisfy(sent -> assertThat(sent.header("X-Hub-Signature-256"))
                        .isEqualTo(GitHub.SHA256.sign(SECRET, sent.body())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:NOT_SET", "file:not-there"})
    void a_secret_that_leads_nowhere_sends_nothing(String secret) {
        Cli.Ran ran = cli.run("send", "--url", server.url(), "--secret", secret);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("--secret");
        assertThat(server.received()).isEmpty();
    }

    @Test
    void without_a_secret_it_goes_unsigned_and_says_so() {
        Cli.Ran ran = cli.run("send", "--url", server.url());

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).contains("unsigned");
        assertThat(server.only().headers()).doesNotContainKeys("X-hub-signature", "X-hub-signature-256");
    }

    @Test
    void neither_the_secret_nor_a_signature_is_ever_shown() {
        Cli.Ran ran = cli.run("send", "--url", server.url(), "--secret", SECRET, "--verbose", "--json");

        String signature = GitHub.SHA256.sign(SECRET, server.only().body());
        assertThat(ran.all()).doesNotContain(SECRET).doesNotContain(signature.substring("sha256=".length()));
        assertThat(ran.err()).contains("> X-GitHub-Event: push", "> X-Hub-Signature-256: (not shown)");
    }

    @Test
    void a_form_holds_the_payload_byte_for_byte() throws IOException {
        byte[] payload = "{\"text\": \"größe & co = 100%\"}\n".getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("p.json"), payload);

        cli.run("send", "p.json", "--event", "push", "--form", "--url", server.url(), "--secret", SECRET);

        StandIn.Received sent = server.only();
        assertThat(sent.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(sent.text()).startsWith("payload=");
        assertThat(URLDecoder.decode(sent.text().substring("payload=".length()), StandardCharsets.UTF_8))
                .isEqualTo(new String(payload, StandardCharsets.UTF_8));
        assertThat(sent.header("X-Hub-Signature-256")).isEqualTo(GitHub.SHA256.sign(SECRET, sent.body()));
    }

    @Test
    void a_file_and_standard_input_are_sent_as_they_are() throws IOException {
        byte[] payload = {'{', (byte) 0xff, ' ', '1', '}', '\r', '\n'};
        Files.write(folder.resolve("p"), payload);
        InputStream before = System.in;
        try {
            System.setIn(new ByteArrayInputStream(payload));
            cli.run("send", "-", "--event", "status", "--url", server.url());
        } finally {
            System.setIn(before);
        }
        cli.run("send", "p", "--event", "status", "--url", server.url(), "--delivery", "d-1");

        assertThat(server.received()).hasSize(2).allSatisfy(sent -> {
            assertThat(sent.body()).isEqualTo(payload);
            assertThat(sent.header("X-GitHub-Event")).isEqualTo("status");
        });
        assertThat(server.received().get(1).header("X-GitHub-Delivery")).isEqualTo("d-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send nothing-of-that-name",
                "send p",
                "send p --event push --branch x",
                "send --event two\twords",
                "send --timeout 0s",
                "send --timeout soon",
                "send --config not-there.json",
                "send push more",
                "send --nope",
            })
    void wrong_usage_ends_with_2_and_sends_nothing(String arguments) throws IOException {
        Files.writeString(folder.resolve("p"), "{}");

        Cli.Ran ran = cli.run((arguments + " --url " + server.url()).split(" "));

        assertThat(ran.code()).as(ran.all()).isEqualTo(2);
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403, 404, 500, 503})
    void an_answer_other_than_2xx_is_bad_and_is_shown(int status) {
        server.answers(status, "{\"error\": \"because\"}");

        Cli.Ran ran = cli.run("send", "--url", server.url());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).startsWith(status + " in ").contains("because");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void a_server_that_wants_a_login_is_reported_by_its_status() {
        server.answers(401, "{}");

        Cli.Ran ran = cli.run("send", "--url", server.url());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).startsWith("401 in ");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void hooks_are_shown_with_code_and_output_and_cannot_meddle_with_the_terminal() {
        server.answers(202, """
                {"status": "running", "delivery": "x", "hooks": {
                  "all": {"returncode": 1, "stdout": "\\u001b[31mred\\u001b[0m\\nb\\u0007\\n", "stderr": "oh\\n", "truncated": true},
                  "all+\\u001b[2J": {"returncode": null, "stdout": "", "stderr": "", "error": "superseded"}}}
                """);

        Cli.Ran ran = cli.run("send", "--url", server.url());

        assertThat(ran.code()).isZero();
        assertThat(ran.out().lines().skip(1))
                .containsExactly(
                        "{",
                        "  \"status\": \"running\",",
                        "  \"delivery\": \"x\"",
                        "}",
                        "all: 1 [output truncated]",
                        "  stdout | red",
                        "  stdout | b\\u0007",
                        "  stderr | oh",
                        "all+: no return code (superseded)");
    }

    @Test
    void programs_get_the_whole_answer_as_one_object() {
        server.answers(200, "{\"all\": {\"returncode\": 0, \"stdout\": \"\u009b2J\", \"stderr\": \"\"}}");

        Cli.Ran ran = cli.run("send", "--json", "--url", server.url(), "--delivery", "d-2");

        JsonObject object = JsonParser.parseString(ran.out()).getAsJsonObject();
        assertThat(object.get("status").getAsInt()).isEqualTo(200);
        assertThat(object.get("millis").getAsLong()).isNotNegative();
        assertThat(object.get("event").getAsString()).isEqualTo("push");
        assertThat(object.get("delivery").getAsString()).isEqualTo("d-2");
        assertThat(object.getAsJsonObject("headers").get("Content-Type").getAsString())
                .startsWith("application/json");
        assertThat(object.getAsJsonObject("body")
                        .getAsJsonObject("all")
                        .get("stdout")
                        .getAsString())
                .isEqualTo("\u009b2J");
        assertThat(ran.out()).doesNotContain("\u009b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json at all", "", "[1, 2]", "{\"all\": 1}"})
    void an_answer_of_another_kind_is_shown_as_it_is(String text) {
        server.answers(200, text);

        Cli.Ran ran = cli.run("send", "--url", server.url());

        assertThat(ran.code()).isZero();
        assertThat(ran.out().replaceAll("\\s", "")).endsWith(text.replaceAll("\\s", ""));
        assertThat(cli.run("send", "--json", "--url", server.url()).code()).isZero();
    }

    @Test
    void where_nobody_listens_it_says_how_to_start_the_server() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        Cli.Ran ran = cli.run("send", "--json", "--url", "http://127.0.0.1:" + port);

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("no server listens").contains("jenvoy serve");
        assertThat(JsonParser.parseString(ran.out())
                        .getAsJsonObject()
                        .get("status")
                        .isJsonNull())
                .isTrue();
    }

    @Test
    void a_server_that_says_nothing_is_not_waited_for_longer_than_told() {
        server.saysNothing();

        Cli.Ran ran = cli.run("send", "--timeout", "200ms", "--url", server.url());

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("200 ms");
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void a_broken_configuration_is_reported_and_nothing_is_sent() throws IOException {
        Files.writeString(folder.resolve("broken.json"), "{\"http_port\": \"many\"}");

        Cli.Ran ran = cli.run("send", "--config", "broken.json");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("broken.json", "http_port", "--url");
    }

    @Test
    void errors_in_what_is_not_needed_stop_nothing() throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"http_port": %d, "http_host": "127.0.0.1", "enforce_secret": "github-secret-0123456789",
                 "admin_token": "file:/run/credentials/jenvoy.service/none", "hook_timeout": "soon",
                 "senders": {"gitea": {"secret": "env:NOT_SET_IN_THIS_SHELL"},
                             "gitlab": {"secret": "gitlab-secret-0123456789"}}}
                """.formatted(server.port()));

        assertThat(cli.run("send").all()).contains("200 in");
        assertThat(cli.run("send", "--as", "gitlab").all()).contains("200 in");

        assertThat(server.received()).hasSize(2);
        assertThat(server.received().get(0).header("X-Hub-Signature-256")).startsWith("sha256=");
        assertThat(server.received().get(1).header("X-Gitlab-Token")).isEqualTo("gitlab-secret-0123456789");
    }

    @Test
    void a_secret_that_cannot_be_read_is_reported_with_the_option_and_nothing_goes_unsigned() throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"http_port": %d, "http_host": "127.0.0.1",
                 "enforce_secret": "file:/run/credentials/jenvoy.service/webhook",
                 "senders": {"gitea": {"secret": "env:NOT_SET_IN_THIS_SHELL"}},
                 "TRIGGERS": {"site:main": {"token": "env:NOT_SET_IN_THIS_SHELL"}}}
                """.formatted(server.port()));

        for (String sender : List.of("github", "gitea", "forgejo", "trigger")) {
            Cli.Ran ran = cli.run("send", "--as", sender);

            assertThat(ran.code()).as(sender).isEqualTo(1);
            assertThat(ran.err()).as(sender).contains("cannot be read here").contains("--secret");
        }
        assertThat(server.received()).isEmpty();
        assertThat(cli.run("send", "--secret", "github-secret-0123456789").code())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x/", "nowhere", "http://", "http://a b/"})
    void an_address_that_is_none_is_reported(String url) {
        Cli.Ran ran = cli.run("send", "--url", url);

        assertThat(ran.code()).isNotZero();
        assertThat(ran.err()).contains("--url must be");
    }
}
