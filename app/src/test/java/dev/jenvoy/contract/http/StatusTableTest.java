package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HookRequest.Framing;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the status table of {@code docs/reference/http.md}, from its first row to its last. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusTableTest {

    private static final int MAX_PAYLOAD = 4096;
    private static final String HEX = "0123456789abcdef".repeat(4);

    @TempDir
    static Path folder;

    private TestServer site;

    /** The checks that reject requests, in the table's order: a fault, and the response to it. */
    private enum Fault {
        PATH(404, "not found; send deliveries to POST /", r -> r.target("/elsewhere")),
        METHOD(405, "POST", r -> r.method("PUT")),
        DECLARED_LENGTH(
                413, "at most 4096 bytes", r -> r.framing(Framing.LENGTH).with("Content-Length", "4097")),
        ADDRESS(503, "list of GitHub's addresses", r -> r.with("X-Forwarded-For", "192.0.2.1")),
        SIGNATURE_MISSING(403, "signature missing", HookRequest::unsigned),
        SIGNATURE_MALFORMED(403, "signature missing", r -> r.with(HookRequest.SIGNATURE, "sha256=xyz")),
        SIGNATURE_TWICE(
                403,
                "signature missing",
                r -> r.with(HookRequest.SIGNATURE, "sha256=" + HEX).also(HookRequest.SIGNATURE, "sha256=" + HEX)),
        CONTENT_TYPE(415, "application/json", r -> r.with("Content-Type", "text/plain")),
        COMPRESSED(415, "not compressed", r -> r.with("Content-Encoding", "gzip")),
        EVENT_MISSING(400, "X-GitHub-Event", r -> r.without("X-GitHub-Event")),
        EVENT_TWICE(400, "X-GitHub-Event", r -> r.with("X-GitHub-Event", "push").also("X-GitHub-Event", "push")),
        DELIVERY_TWICE(
                400, "X-GitHub-Delivery", r -> r.with("X-GitHub-Delivery", "a").also("X-GitHub-Delivery", "a")),
        DELIVERY_ID(400, "X-GitHub-Delivery", r -> r.with("X-GitHub-Delivery", "../a")),
        STREAMED_LENGTH(
                413,
                "at most 4096 bytes",
                r -> r.without("Content-Length")
                        .framing(Framing.CHUNKED)
                        .body("{\"a\":\"" + "x".repeat(MAX_PAYLOAD) + "\"}")),
        SIGNATURE_WRONG(403, "does not match", r -> r.with(HookRequest.SIGNATURE, "sha256=" + HEX)),
        NOT_JSON(400, "not valid JSON", r -> r.body("{\"a\":")),
        EVENT_NAME(400, "X-GitHub-Event", r -> r.with("X-GitHub-Event", "../sh")),
        REPOSITORY_NAME(400, "repository", r -> r.body("{\"repository\":{\"name\":\"..\"}}")),
        FACT_TYPE(400, "ref: expected a string", r -> r.body("{\"ref\":1}"));

        private final int status;
        private final String error;
        private final UnaryOperator<HookRequest> spoil;

        Fault(int status, String error, UnaryOperator<HookRequest> spoil) {
            this.status = status;
            this.error = error;
            this.spoil = spoil;
        }
    }

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .with("max_payload", MAX_PAYLOAD + "B")
                .hook("push-site-main", "#!/bin/sh", "echo deployed")
                .hook("push-site", "#!/bin/sh", "echo told >&2; exit 3")
                .start();
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    static Stream<Fault> faults() {
        return Stream.of(Fault.values());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_fault_is_answered_as_the_table_says(Fault fault) throws Exception {
        HookRequest request = fault.spoil.apply(HookRequest.push());
        refused(fault, request, site.send(request));
    }

    static Stream<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (Fault first : Fault.values()) {
            for (Fault second : Fault.values()) {
                if (first.compareTo(second) < 0) {
                    pairs.add(Arguments.of(first, second));
                }
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void of_two_faults_the_earlier_row_answers(Fault first, Fault second) throws Exception {
        HookRequest request = first.spoil.apply(second.spoil.apply(HookRequest.push()));
        refused(first, request, site.send(request));
    }

    private void refused(Fault fault, HookRequest request, HttpAnswer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(fault.status);
        assertThat(answer.error()).contains(fault.error);
        assertThat(answer.json().keySet()).containsExactly("error");
        assertThat(answer.field("Allow")).isEqualTo(fault.status == 405 ? "POST" : "");
        if (fault.status == 503) {
            assertThat(Integer.parseInt(answer.field("Retry-After"))).isPositive();
        }
        common(answer);
        assertThat(answer.body())
                .doesNotContain(
                        TestServer.SECRET,
                        folder.toString(),
                        folder.getFileName().toString(),
                        "Exception",
                        "dev.jenvoy",
                        "\tat ",
                        request.secret(TestServer.SECRET).signature().substring(7));
    }

    private static void common(HttpAnswer answer) {
        assertThat(answer.field("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(answer.field("X-Jenvoy-Delivery")).matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    }

    private static Arguments row(String name, HookRequest request, int status, String body) {
        return Arguments.of(name, request, status, body);
    }

    static Stream<Arguments> taken() {
        String zeros = "0".repeat(40);
        return Stream.of(
                row("ping", HookRequest.event("ping", "{\"zen\":\"x\"}"), 200, "{\"msg\":\"pong\"}"),
                row(
                        "ping before deletion",
                        HookRequest.event("ping", Payloads.of("\"deleted\":true")),
                        200,
                        "{\"msg\":\"pong\"}"),
                row(
                        "branch deleted",
                        HookRequest.event("push", Payloads.of("\"ref\":\"refs/heads/main\",\"deleted\":true")),
                        200,
                        "{\"status\":\"skipped\"}"),
                row(
                        "tag deleted",
                        HookRequest.event("push", Payloads.of("\"ref\":\"refs/tags/v1\",\"deleted\":true")),
                        200,
                        "{\"status\":\"skipped\"}"),
                row(
                        "deleted, told by zeros alone",
                        HookRequest.event(
                                "push", Payloads.of("\"ref\":\"refs/heads/main\",\"after\":\"" + zeros + "\"")),
                        200,
                        "{\"status\":\"skipped\"}"),
                row("no hook", HookRequest.event("issues", Payloads.of("")), 200, "{\"status\":\"nop\"}"),
                row(
                        "hooks ran",
                        HookRequest.push(),
                        200,
                        "{\"push-site-main\":{\"returncode\":0,\"stdout\":\"deployed\\n\",\"stderr\":\"\"},"
                                + "\"push-site\":{\"returncode\":3,\"stdout\":\"\",\"stderr\":\"told\\n\"}}"),
                row(
                        "hooks ran, of a form",
                        HookRequest.push().asForm(),
                        200,
                        "{\"push-site-main\":{\"returncode\":0,\"stdout\":\"deployed\\n\",\"stderr\":\"\"},"
                                + "\"push-site\":{\"returncode\":3,\"stdout\":\"\",\"stderr\":\"told\\n\"}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void accepted_requests_are_answered_as_the_table_says(String name, HookRequest request, int status, String body)
            throws Exception {
        HttpAnswer answer = site.send(request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.json()).hasToString(body);
        assertThat(answer.field("X-Jenvoy-Delivery")).isEqualTo(request.id());
        common(answer);
    }
}
