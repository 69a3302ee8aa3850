package dev.jenvoy.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.jenvoy.contract.kit.SigningKey;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the Lambda function for CodeCommit, run by python3 like Lambda does, against the real server. */
class CodeCommitLambdaTest {

    private static final Path FUNCTION =
            Path.of("..", "docs", "integrations", "codecommit").toAbsolutePath().normalize();
    private static final String TOKEN = "planted-lambda-token-40aa17";
    private static final String OTHER = "planted-lambda-token-99bb20";
    private static final String RUNNER =
            "import json, sys; import lambda_function; print(lambda_function.lambda_handler(json.load(sys.stdin), None))";

    @TempDir
    private Path folder;

    private TestServer site;

    private record Run(int code, String output) {}

    @BeforeEach
    void start() throws Exception {
        Component.need("python3");
        site = TestServer.in(folder)
                .with("SIG_HASH_ITERATIONS", 50)
                .with(
                        "TRIGGERS",
                        Map.of(
                                "site:main", Map.of("token", TOKEN),
                                "site:feature/log-in", Map.of("token", OTHER, "iterations", 7),
                                "my-repo:main", Map.of("token", TOKEN, "cmd", "echo cmd >> ../runs")))
                .hook("push", "#!/bin/sh", "echo \"$JENVOY_SOURCE $JENVOY_REPO $JENVOY_BRANCH\" >> ../runs")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static String record(String repository, String... references) {
        return event("ReferenceChanges", repository, references);
    }

    private static String event(String event, String repository, String... references) {
        return """
                {"awsRegion":"eu-west-1","codecommit":{"references":[%s]},"eventName":"%s",
                 "eventSource":"aws:codecommit",
                 "eventSourceARN":"arn:aws:codecommit:eu-west-1:123456789012:%s",
                 "userIdentityARN":"arn:aws:iam::123456789012:user/ann"}""".formatted(String.join(",", references), event, repository);
    }

    private static String reference(String ref) {
        return "{\"commit\":\"5f6a956f2560836bb085a5d1bfdde4a0f9bc12a5\",\"ref\":\"" + ref + "\"}";
    }

    private static String deleted(String ref) {
        return "{\"commit\":\"5f6a956f2560836bb085a5d1bfdde4a0f9bc12a5\",\"deleted\":true,\"ref\":\"" + ref + "\"}";
    }

    private Run call(String... records) throws IOException, InterruptedException {
        return call(site.uri("/").toString(), Map.of("site:main", TOKEN), records);
    }

    private Run call(String url, Map<String, String> tokens, String... records)
            throws IOException, InterruptedException {
        Map<String, Map<String, Object>> triggers = tokens.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().equals(OTHER)
                                ? Map.of("token", OTHER, "iterations", 7)
                                : Map.of("token", entry.getValue())));
        Path event = folder.resolve("event.json");
        Files.writeString(event, "{\"Records\":[" + String.join(",", records) + "]}");
        ProcessBuilder python = new ProcessBuilder("python3", "-B", "-W", "error", "-c", RUNNER)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(event.toFile());
        python.environment().clear();
        python.environment().put("PATH", System.getenv("PATH"));
        python.environment().put("PYTHONPATH", FUNCTION.toString());
        python.environment().put("URL", url);
        python.environment().put("TRIGGERS", new Gson().toJson(triggers));
        python.environment().put("SIG_HASH_ITERATIONS", "50");
        Process process = python.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).doesNotContain("planted");
        return new Run(process.waitFor(), output);
    }

    private List<String> runs() throws IOException {
        Path runs = folder.resolve("runs");
        return Files.exists(runs) ? Files.readAllLines(runs) : List.of();
    }

    @Test
    void every_record_and_every_reference_becomes_a_trigger() throws Exception {
        Run run = call(
                site.uri("/").toString(),
                Map.of("site:main", TOKEN, "site:feature/log-in", OTHER, "my-repo:main", TOKEN),
                record("site", reference("refs/heads/main"), reference("refs/heads/feature/log-in")),
                record("my-repo", reference("refs/heads/main"), reference("refs/heads/main")));

        assertThat(run.output()).contains("'site:main', 'site:feature/log-in', 'my-repo:main'");
        assertThat(run.code()).isZero();
        assertThat(runs())
                .containsExactly("trigger site main", "trigger site feature/log-in", "trigger my-repo main", "cmd");
    }

    @Test
    void tags_deletions_tests_and_branches_without_a_trigger_are_left_out() throws Exception {
        Run run = call(
                record("site", reference("refs/tags/main"), deleted("refs/heads/main"), reference("refs/heads/dev")),
                event("TriggerEventTest", "site", reference("refs/heads/main")));

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output())
                .contains(
                        "left out: refs/tags/main of site",
                        "left out: refs/heads/main of site",
                        "no trigger for site:dev",
                        "test of a CodeCommit trigger received",
                        "{'sent': []}");
        assertThat(runs()).isEmpty();
    }

    @Test
    void one_that_fails_keeps_no_other_from_being_sent_and_fails_the_whole() throws Exception {
        Run run = call(
                site.uri("/").toString(),
                Map.of("site:feature/log-in", TOKEN, "unknown:main", TOKEN, "site:main", TOKEN),
                record("site", reference("refs/heads/feature/log-in")),
                record("unknown", reference("refs/heads/main")),
                record("site", reference("refs/heads/main")));

        assertThat(run.code()).isNotZero();
        assertThat(run.output())
                .contains("site:feature/log-in: HTTP Error 401", "unknown:main: HTTP Error 404", "site:main: 200")
                .contains("RuntimeError: triggers failed for site:feature/log-in, unknown:main");
        assertThat(runs()).containsExactly("trigger site main");
    }

    @Test
    void a_server_that_does_not_answer_fails_the_whole() throws Exception {
        site.stop();

        Run run = call(record("site", reference("refs/heads/main")));
        assertThat(run.code()).isNotZero();
        assertThat(run.output()).contains("trigger failed for site:main", "refused");
    }

    @Test
    void what_is_not_encrypted_is_used_on_this_machine_alone() throws Exception {
        Run run = call("http://192.0.2.1", Map.of("site:main", TOKEN), record("site", reference("refs/heads/main")));

        assertThat(run.code()).isNotZero();
        assertThat(run.output()).contains("URL must begin with https://");
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(loopback(), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Run run = call(url, Map.of("site:main", TOKEN), record("site", reference("refs/heads/main")));

            assertThat(run.code()).isNotZero();
            assertThat(asked).containsExactly("/site-main");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_rejected() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(ownCertificate()));
        server.createContext("/", exchange -> asked.add(exchange.getRequestURI().toString()));
        server.start();
        try {
            String url = "https://127.0.0.1:" + server.getAddress().getPort();
            Run run = call(url, Map.of("site:main", TOKEN), record("site", reference("refs/heads/main")));

            assertThat(run.code()).isNotZero();
            assertThat(run.output()).contains("CERTIFICATE_VERIFY_FAILED");
            assertThat(asked).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static SSLContext ownCertificate() throws Exception {
        char[] password = "only-for-tests".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Objects.requireNonNull(SigningKey.class.getResourceAsStream("keys/evil.p12"))) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void the_function_uses_nothing_but_python_s_own_library() throws Exception {
        try (Stream<String> lines = Files.lines(FUNCTION.resolve("lambda_function.py"))) {
            assertThat(lines.filter(line -> line.startsWith("import ") || line.startsWith("from ")))
                    .containsExactly(
                            "import hashlib",
                            "import json",
                            "import os",
                            "import time",
                            "import urllib.parse",
                            "import urllib.request");
        }
    }
}
