package dev.jenvoy.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jenvoy.app.StartFailure;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The public listener with a certificate, asked by curl and openssl. */
@Timeout(120)
class TlsTest {

    /** The files are looked at every ten seconds. */
    private static final Duration UNTIL_READ = Duration.ofSeconds(25);

    @TempDir
    private Path folder;

    private Certificates certificates;
    private Programs programs;
    private Path place;

    @BeforeEach
    void authority() throws Exception {
        certificates = new Certificates(folder.resolve("authority"));
        programs = new Programs(folder);
        place = Files.createDirectories(folder.resolve("tls"));
    }

    private TestServer site() {
        return TestServer.in(folder.resolve("site"))
                .with(
                        "tls",
                        Map.of(
                                "certificate",
                                place.resolve("chain.pem").toString(),
                                "key",
                                place.resolve("key.pem").toString()));
    }

    private Programs.Ran curl(TestServer site, String... more) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("--cacert", certificates.root().toString()));
        arguments.addAll(List.of(more));
        if (!arguments.get(arguments.size() - 1).startsWith("https:")) {
            arguments.add("https://localhost:" + site.address().getPort() + "/healthz");
        }
        return programs.curl(arguments.toArray(String[]::new));
    }

    /** Returns what curl needs to send this signed delivery. */
    private String[] delivery(TestServer site, HookRequest request) throws IOException {
        Path body = Files.write(folder.resolve("body"), request.body());
        List<String> arguments = new ArrayList<>(List.of("--data-binary", "@" + body));
        request.fields().stream()
                .filter(field -> !field.name().equals("Host"))
                .forEach(field -> arguments.addAll(List.of("--header", field.name() + ": " + field.value())));
        arguments.addAll(List.of("--header", HookRequest.SIGNATURE + ": " + request.signature()));
        arguments.add("https://localhost:" + site.address().getPort() + "/");
        return arguments.toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({"1.2, TLSv1.2", "1.3, TLSv1.3"})
    void a_delivery_comes_in_with_both_versions(String version, String shown) throws Exception {
        certificates.make("one", "rsa", 90);
        certificates.install("one", place);
        try (TestServer site = site().hook("push", "#!/bin/sh", "echo deployed").start()) {
            List<String> arguments = new ArrayList<>(List.of("--tlsv" + version, "--tls-max", version));
            arguments.addAll(List.of(delivery(site, HookRequest.push())));
            Programs.Ran ran = curl(site, arguments.toArray(String[]::new));
            assertThat(ran.text()).contains("deployed").endsWith("status=200");

            Programs.Ran session = programs.run(
                    "sh",
                    "-c",
                    "echo Q | openssl s_client -connect 127.0.0.1:"
                            + site.address().getPort() + " -tls" + version.replace('.', '_') + " -CAfile "
                            + certificates.root() + " -verify_return_error");
            assertThat(session.text()).contains(shown, "Verify return code: 0 (ok)", "CN = Middle of a test");
        }
    }

    @Test
    void older_versions_and_plain_http_are_refused() throws Exception {
        certificates.make("one", "ec", 90);
        certificates.install("one", place);
        try (TestServer site = site().start()) {
            Programs.Ran old = programs.run(
                    "sh",
                    "-c",
                    "echo Q | openssl s_client -connect 127.0.0.1:"
                            + site.address().getPort() + " -tls1_1 -cipher DEFAULT:@SECLEVEL=0");
            assertThat(old.text()).contains("Cipher is (NONE)");
            assertThat(programs.curl("http://127.0.0.1:" + site.address().getPort() + "/healthz")
                            .text())
                    .endsWith("status=000");
            assertThat(curl(site).text()).endsWith("status=200");
        }
    }

    @ParameterizedTest
    @CsvSource({"rsa, ''", "rsa, rsa", "ec, ''", "ec, ec", "ed25519, ''"})
    void keys_are_read_in_each_common_form(String kind, String older) throws Exception {
        certificates.make("one", kind, 90);
        if (!older.isEmpty()) {
            certificates.traditional("one", older);
        }
        assertThat(Files.readString(certificates.key("one")).contains("BEGIN PRIVATE KEY"))
                .isEqualTo(older.isEmpty());
        certificates.install("one", place);
        try (TestServer site = site().start()) {
            assertThat(curl(site).text()).endsWith("status=200");
        }
    }

    @Test
    void a_large_body_arrives_and_one_that_is_rejected_early_is_answered() throws Exception {
        certificates.make("one", "rsa", 90);
        certificates.install("one", place);
        try (TestServer site = site().with("max_payload", "9MB")
                .hook("push", "#!/bin/sh", "wc -c <\"$JENVOY_PAYLOAD_FILE\"; wc -c <\"$1\"")
                .start()) {
            String filler = "x".repeat(8 << 20);
            HookRequest large =
                    HookRequest.event("push", "{\"ref\":\"refs/heads/main\",\"filler\":\"" + filler + "\"}");
            assertThat(curl(site, delivery(site, large)).text()).endsWith("status=200");
            for (String version : List.of("1.2", "1.3")) {
                HookRequest tooLarge = HookRequest.event("push", "{\"filler\":\"" + filler + filler + "\"}");
                List<String> arguments =
                        new ArrayList<>(List.of("--tlsv" + version, "--tls-max", version, "--header", "Expect:"));
                arguments.addAll(List.of(delivery(site, tooLarge)));
                Programs.Ran refused = curl(site, arguments.toArray(String[]::new));
                assertThat(refused.text())
                        .as(version)
                        .contains("expected at most")
                        .endsWith("status=413");
            }
        }
    }

    @Test
    void a_renewed_certificate_is_used_and_open_connections_stay() throws Exception {
        certificates.make("one", "rsa", 90);
        certificates.make("two", "ec", 90);
        certificates.install("one", place);
        try (CapturedLog log = CapturedLog.open();
                TestServer site = site().with("debug_level", "INFO").start()) {
            assertThat(shown(site)).contains("CN = one");
            Process open = new ProcessBuilder(
                            "openssl",
                            "s_client",
                            "-quiet",
                            "-connect",
                            "127.0.0.1:" + site.address().getPort(),
                            "-CAfile",
                            certificates.root().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader in = open.inputReader(StandardCharsets.US_ASCII);
                    OutputStream out = open.getOutputStream()) {
                assertThat(asked(out, in)).isEqualTo("HTTP/1.1 200 OK");

                certificates.install("two", place);

                Eventually.within(UNTIL_READ, () -> assertThat(shown(site)).contains("CN = two"));
                assertThat(asked(out, in)).isEqualTo("HTTP/1.1 200 OK");
            } finally {
                open.destroyForcibly();
            }
            assertThat(log.lines()).anyMatch(line -> line.startsWith("INFO certificate read again valid_until="));
        }
    }

    /** Sends one request over an open connection, and returns the first line of the answer. */
    private static String asked(OutputStream out, BufferedReader in) throws IOException {
        out.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        String first = in.readLine();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        for (int i = 0; i < length; i++) {
            assertThat(in.read()).isNotNegative();
        }
        return first;
    }

    private String shown(TestServer site) throws Exception {
        return programs.run(
                        "sh",
                        "-c",
                        "echo Q | openssl s_client -connect 127.0.0.1:"
                                + site.address().getPort())
                .text();
    }

    @Test
    void broken_new_files_keep_the_old_ones_and_say_so() throws Exception {
        certificates.make("one", "rsa", 90);
        certificates.make("two", "rsa", 90);
        certificates.install("one", place);
        try (CapturedLog log = CapturedLog.open();
                TestServer site = site().with("debug_level", "INFO").start()) {
            certificates.installChain("two", place);

            String why = "the key does not belong to the first certificate of the other file";
            Eventually.within(
                    UNTIL_READ,
                    () -> assertThat(log.lines()).anyMatch(line -> line.startsWith("ERROR") && line.contains(why)));
            assertThat(shown(site)).contains("CN = one");
            String readyz = "https://localhost:" + site.address().getPort() + "/readyz";
            Programs.Ran ready = curl(site, readyz);
            assertThat(ready.text())
                    .contains(why)
                    .doesNotContain(place.toString())
                    .endsWith("status=200");
            Cli.Ran check =
                    new Cli(folder).run("check", "--config", site.configFile().toString());
            assertThat(check.code()).as(check.all()).isEqualTo(1);
            assertThat(check.all()).contains(why);

            certificates.installKey("two", place);

            Eventually.within(UNTIL_READ, () -> assertThat(shown(site)).contains("CN = two"));
            assertThat(curl(site, readyz).text()).doesNotContain("certificate");
        }
    }

    @Test
    void a_start_with_files_that_cannot_be_used_fails_with_the_reason() throws Exception {
        certificates.make("one", "rsa", 90);
        assertThatThrownBy(() -> site().start())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("no certificate: there is no such file");
        certificates.installChain("one", place);
        Files.writeString(place.resolve("key.pem"), "nothing");
        assertThatThrownBy(() -> site().start())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("it has no private key");
        programs.succeed(
                "openssl",
                "pkcs8",
                "-topk8",
                "-in",
                certificates.key("one").toString(),
                "-out",
                place.resolve("key.pem").toString(),
                "-passout",
                "pass:word");
        assertThatThrownBy(() -> site().start())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("encrypted with a password");
        certificates.installKey("one", place);
        Files.writeString(
                place.resolve("chain.pem"),
                Files.readString(certificates.root()) + Files.readString(certificates.chain("one")));
        assertThatThrownBy(() -> site().start())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("certificate 2");
    }

    @Test
    void a_certificate_near_its_end_is_complained_of() throws Exception {
        certificates.make("one", "rsa", 2);
        certificates.install("one", place);
        Files.setPosixFilePermissions(
                place.resolve("key.pem"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        try (TestServer site = site().start()) {
            String readyz = "https://localhost:" + site.address().getPort() + "/readyz";
            assertThat(curl(site, readyz).text()).doesNotContain("certificate");
            Cli.Ran check =
                    new Cli(folder).run("check", "--config", site.configFile().toString());
            assertThat(check.all()).contains("every user of this machine may read the key");
        }
        try (TestServer site = site().clock(java.time.Clock.offset(java.time.Clock.systemUTC(), Duration.ofHours(47)))
                .start()) {
            String readyz = "https://localhost:" + site.address().getPort() + "/readyz";
            assertThat(curl(site, readyz).text())
                    .contains("and was not renewed")
                    .endsWith("status=200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec"})
    void send_trusts_the_configured_certificate_and_no_other(String kind) throws Exception {
        certificates.make("one", kind, 90);
        certificates.make("two", kind, 90);
        certificates.install("one", place);
        try (TestServer site = site().hook("push", "#!/bin/sh", "echo deployed").start()) {
            site.with("http_port", site.address().getPort());
            Cli cli = new Cli(folder);
            Cli.Ran sent = cli.run("send", "push", "--config", site.configFile().toString());
            assertThat(sent.code()).as(sent.all()).isZero();
            assertThat(sent.out()).contains("deployed");

            certificates.installChain("two", place);
            Cli.Ran refused =
                    cli.run("send", "push", "--config", site.configFile().toString());
            assertThat(refused.code()).as(refused.all()).isNotZero();
            assertThat(refused.all()).contains("certificate");
        }
    }

    @Test
    void plain_http_is_redirected_where_it_is_configured() throws Exception {
        certificates.make("one", "ec", 90);
        certificates.install("one", place);
        try (TestServer site = site().with(
                        "tls",
                        Map.of(
                                "certificate",
                                place.resolve("chain.pem").toString(),
                                "key",
                                place.resolve("key.pem").toString(),
                                "redirect_port",
                                0))
                .start()) {
            int port = site.redirectAddress().orElseThrow().getPort();
            Programs.Ran ran = programs.curl(
                    "--include",
                    "--header",
                    "Host: hooks.example.org",
                    "http://127.0.0.1:" + port + "/hooks/a%20b?x=1&y=%0d");
            assertThat(ran.text())
                    .containsIgnoringCase("Location: https://hooks.example.org:"
                            + site.address().getPort() + "/hooks/a%20b?x=1&y=%0d")
                    .endsWith("status=308");
            assertThat(programs.curl("--header", "Host: a b/c", "http://127.0.0.1:" + port + "/")
                            .text())
                    .endsWith("status=400");
            assertThat(programs.curl(
                                    "--location",
                                    "--cacert",
                                    certificates.root().toString(),
                                    "http://localhost:" + port + "/healthz")
                            .text())
                    .endsWith("status=200");
        }
    }

    @Test
    void the_api_names_the_address_with_https() throws Exception {
        certificates.make("one", "ec", 90);
        certificates.install("one", place);
        try (TestServer site = site().start()) {
            HttpAnswer status = site.admin("/api/status");
            assertThat(status.body()).contains("\"https://127.0.0.1:");
        }
    }
}
