package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HookRequest.Framing;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests HTTP itself: valid and malformed heads, framing, methods and targets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTest {

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .hook("push-site", "#!/bin/sh", "echo \"$JENVOY_DELIVERY\"; echo run >> ../runs")
                .start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private static void ran(HookRequest request, HttpAnswer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.stdout("push-site")).isEqualTo(request.id() + "\n");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-GitHub-Event", "X-GitHub-Delivery", "X-Hub-Signature-256", "Content-Type"})
    void a_field_without_a_value_or_sent_twice_is_rejected(String name) throws Exception {
        HookRequest good = HookRequest.push().but(r -> r.with(HookRequest.SIGNATURE, r.signature()));
        assertThat(site.send(good.with(name, "")).status()).isBetween(400, 415);
        assertThat(site.send(good.also(name, good.value(name))).status()).isBetween(400, 415);
        assertThat(site.send(good.also(name, "")).status()).isBetween(400, 415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"X-GitHub-Event", "X-GitHub-Delivery", "X-Hub-Signature-256", "Content-Type", "X-Other", "Cookie"
            })
    void a_field_of_64_kb_is_rejected_and_the_next_connection_served(String name) throws Exception {
        try (Wire wire = site.wire()) {
            wire.send(HookRequest.push().with(name, "a".repeat(65_536)));
            assertThat(wire.rest()).doesNotContain(" 200 ", "aaaa");
        }
        HookRequest good = HookRequest.push();
        ran(good, site.send(good));
    }

    @Test
    void a_thousand_fields_are_rejected() throws Exception {
        HookRequest many = HookRequest.push();
        for (int i = 0; i < 1000; i++) {
            many = many.also("X-F" + i, "v");
        }
        try (Wire wire = site.wire()) {
            wire.send(many);
            assertThat(wire.rest()).doesNotContain(" 200 ");
        }
    }

    @Test
    void field_names_are_read_without_regard_to_case() throws Exception {
        HookRequest good = HookRequest.push();
        HookRequest lower = good.with("x-github-event", "push").with("content-type", "application/json");
        ran(lower, site.send(lower));
    }

    @Test
    void a_body_may_come_a_byte_at_a_time_or_in_chunks() throws Exception {
        HookRequest slow = HookRequest.push();
        try (Wire wire = site.wire()) {
            for (byte one : slow.whole()) {
                wire.send(new byte[] {one});
            }
            ran(slow, wire.answer());
        }
        HookRequest chunked = HookRequest.push().framing(Framing.CHUNKED);
        ran(chunked, site.send(chunked));
        try (Wire wire = site.wire()) {
            HookRequest tiny = HookRequest.push().framing(Framing.CHUNKED);
            wire.send(tiny.head());
            for (byte one : tiny.body()) {
                wire.send("1;ext=\"a b\"\r\n" + (char) one + "\r\n");
            }
            wire.send("0\r\nX-Hub-Signature-256: sha256=0\r\nX-GitHub-Event: ping\r\n\r\n");
            ran(tiny, wire.answer());
        }
    }

    @Test
    void a_body_shorter_than_declared_is_no_payload_when_the_client_ends() throws Exception {
        long before = runs();
        try (Wire wire = site.wire()) {
            HookRequest request = HookRequest.push();
            wire.send(request.with("Content-Length", String.valueOf(request.body().length + 5)))
                    .end();
            assertThat(wire.rest()).doesNotContain(" 200 ");
        }
        try (Wire wire = site.wire()) {
            HookRequest request = HookRequest.push().framing(Framing.CHUNKED);
            byte[] framed = request.framed();
            wire.send(request.head())
                    .send(text(framed).substring(0, framed.length - 5))
                    .end();
            assertThat(wire.rest()).doesNotContain(" 200 ");
        }
        assertThat(runs()).isEqualTo(before);
    }

    private static long runs() throws IOException {
        Path runs = folder.resolve("runs");
        return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    }

    @Test
    void another_host_in_the_target_than_in_its_field_is_rejected() throws Exception {
        assertThat(site.send(HookRequest.push().target("http://example.org/")).status())
                .isEqualTo(400);
    }

    @Test
    void what_follows_a_body_is_no_part_of_it() throws Exception {
        HookRequest request = HookRequest.push();
        try (Wire wire = site.wire()) {
            wire.send(request.whole()).send("garbage\r\n\r\n");
            ran(request, wire.answer());
            assertThat(wire.rest()).doesNotContain(" 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "-1\r\n{}",
                "5\r\n{}",
                "ffffffffffffffffff\r\n",
                "2\r\n{}xx\r\n",
                "0x2\r\n{}\r\n0\r\n\r\n"
            })
    void broken_chunks_are_no_payload(String chunks) throws Exception {
        try (Wire wire = site.wire()) {
            wire.send(HookRequest.push().framing(Framing.CHUNKED).head())
                    .send(chunks)
                    .end();
            assertThat(wire.rest()).doesNotContain(" 200 ");
        }
    }

    @Test
    void a_connection_carries_many_deliveries() throws Exception {
        try (Wire wire = site.wire()) {
            for (int i = 0; i < 50; i++) {
                HookRequest request =
                        i % 2 == 0 ? HookRequest.push() : HookRequest.push().asForm();
                ran(request, wire.send(request).answer());
            }
            assertThat(wire.send(HookRequest.of("GET", "/healthz")).answer().status())
                    .isEqualTo(200);
        }
    }

    @Test
    void deliveries_may_be_sent_before_the_answer_to_the_one_before() throws Exception {
        List<HookRequest> all = Stream.generate(HookRequest::push).limit(20).toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        all.forEach(request -> bytes.writeBytes(request.whole()));
        try (Wire wire = site.wire()) {
            wire.send(bytes.toByteArray());
            for (HookRequest request : all) {
                ran(request, wire.answer());
            }
        }
    }

    @Test
    void a_wrong_signature_leaves_the_connection_to_the_next_delivery() throws Exception {
        try (Wire wire = site.wire()) {
            HookRequest wrong = HookRequest.push().secret("a-wrong-secret-a-wrong-secret");
            assertThat(wire.send(wrong).answer().status()).isEqualTo(403);
            HookRequest good = HookRequest.push();
            ran(good, wire.send(good).answer());
        }
    }

    @Test
    void a_client_that_expects_100_continue_gets_it() throws Exception {
        try (Wire wire = site.wire()) {
            HookRequest request = HookRequest.push().with("Expect", "100-continue");
            wire.send(request.head());
            assertThat(wire.answer().status()).isEqualTo(100);
            ran(request, wire.send(request.framed()).answer());
        }
        try (Wire wire = site.wire()) {
            HookRequest request =
                    HookRequest.push().with("Expect", "100-continue").framing(Framing.CHUNKED);
            wire.send(request.head());
            assertThat(wire.answer().status()).isEqualTo(100);
            ran(request, wire.send(request.framed()).answer());
            HookRequest next = HookRequest.push();
            ran(next, wire.send(next).answer());
        }
    }

    @Test
    void a_client_that_expects_100_continue_may_send_without_it() throws Exception {
        HookRequest request = HookRequest.push().with("Expect", "100-continue");
        try (Wire wire = site.wire()) {
            wire.send(request.whole());
            HttpAnswer answer = wire.answer();
            ran(request, answer.status() == 100 ? wire.answer() : answer);
        }
    }

    @Test
    void a_refusal_comes_before_any_going_on() throws Exception {
        try (Wire wire = site.wire()) {
            wire.send(
                    HookRequest.push().unsigned().with("Expect", "100-continue").head());
            assertThat(wire.answer().status()).isEqualTo(403);
            assertThat(wire.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "post", "FOO"})
    void another_method_is_405_and_tells_the_right_one(String method) throws Exception {
        try (Wire wire = site.wire()) {
            wire.send(HookRequest.push().method(method));
            assertThat(wire.headOnly())
                    .startsWith("HTTP/1.1 405 ")
                    .containsIgnoringCase("\nallow: POST\n")
                    .containsIgnoringCase("\nx-jenvoy-delivery: ")
                    .doesNotContain("X-GitHub-Event");
        }
    }

    @Test
    void connect_opens_no_tunnel() throws Exception {
        try (Wire wire = site.wire()) {
            wire.send("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n")
                    .end();
            assertThat(wire.rest()).doesNotContain(" 200 ");
        }
    }

    @Test
    void head_is_answered_without_a_body() throws Exception {
        try (Wire wire = site.wire()) {
            wire.send(HookRequest.of("HEAD", "/healthz"));
            assertThat(wire.headOnly()).startsWith("HTTP/1.1 200 ");
            wire.send(HookRequest.of("GET", "/healthz"));
            assertThat(wire.answer().json().get("status").getAsString()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "/%2e",
                "/%2e%2e",
                "/.",
                "/..",
                "/x",
                "/healthz/",
                "/healthz/x",
                "/Healthz",
                "/readyz/",
                "/%2f",
                "/index.html",
                "/;a",
                "/../../../../etc/passwd",
                "/%00",
                "*",
                "/\u007f"
            })
    void another_path_is_404_or_400(String target) throws Exception {
        assertThat(site.send(HookRequest.push().target(target)).status()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?x=1", "/?", "http://localhost/", "http://localhost/?a=b"})
    void a_query_and_an_absolute_target_are_the_same_path(String target) throws Exception {
        HookRequest request = HookRequest.push().target(target);
        ran(request, site.send(request));
    }

    @Test
    void http_1_0_is_served_and_its_connection_closed() throws Exception {
        HookRequest request = HookRequest.push();
        try (Wire wire = site.wire()) {
            wire.send(text(request.whole()).replace(" HTTP/1.1\r\n", " HTTP/1.0\r\n"));
            ran(request, wire.answer());
            assertThat(wire.rest()).isEmpty();
        }
    }

    /** Returns forms that make a proxy and a server disagree about the end of a request. */
    static Stream<Arguments> smuggling() {
        HookRequest inner = HookRequest.push();
        String rest = text(inner.whole());
        HookRequest outer = HookRequest.push();
        String head = text(outer.head());
        String body = text(outer.body());
        String bare = head.substring(0, head.length() - 2);
        String noLength = text(outer.framing(Framing.NONE).head());
        String noLengthBare = noLength.substring(0, noLength.length() - 2);
        String start = "POST / HTTP/1.1\r\n";
        String length = "Content-Length: " + body.length() + "\r\n";
        return Stream.of(
                        Arguments.of(
                                "carriage returns end the head",
                                bare.substring(0, bare.length() - 2) + "\r\r\r" + body),
                        Arguments.of("space before the first field", head.replace(start, start + " X-A: b\r\n") + body),
                        Arguments.of("tab before the first field", head.replace(start, start + "\tX-A: b\r\n") + body),
                        Arguments.of("two lengths", bare + "Content-Length: 5\r\n\r\n" + body),
                        Arguments.of("two equal lengths", bare + length + "\r\n" + body),
                        Arguments.of(
                                "lengths in a list",
                                noLengthBare + "Content-Length: 5, " + body.length() + "\r\n\r\n" + body),
                        Arguments.of("length and chunked", bare + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                        Arguments.of(
                                "chunked and length",
                                bare.replace(start, start + "Transfer-Encoding: chunked\r\n") + "\r\n0\r\n\r\n"),
                        Arguments.of(
                                "space before the colon",
                                noLengthBare + "Content-Length : " + body.length() + "\r\n\r\n" + body),
                        Arguments.of("chunked, bent", bare + "Transfer-Encoding: xchunked\r\n\r\n" + body),
                        Arguments.of("chunked behind a space", bare + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
                        Arguments.of(
                                "chunked, not last",
                                noLengthBare + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
                        Arguments.of(
                                "chunked twice",
                                noLengthBare
                                        + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                        Arguments.of("folded field", bare + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"),
                        Arguments.of(
                                "folded length",
                                noLengthBare + "Content-Length:\r\n " + body.length() + "\r\n\r\n" + body),
                        Arguments.of("negative length", noLengthBare + "Content-Length: -1\r\n\r\n" + body),
                        Arguments.of(
                                "signed length",
                                noLengthBare + "Content-Length: +" + body.length() + "\r\n\r\n" + body),
                        Arguments.of("hexadecimal length", noLengthBare + "Content-Length: 0x10\r\n\r\n" + body),
                        Arguments.of(
                                "huge length", noLengthBare + "Content-Length: 99999999999999999999\r\n\r\n" + body),
                        Arguments.of("length without a value", noLengthBare + "Content-Length: \r\n\r\n" + body),
                        Arguments.of("line without a colon", bare + "X-Nothing\r\n\r\n" + body),
                        Arguments.of("field without a name", bare + ": x\r\n\r\n" + body),
                        Arguments.of("nothing but bare line feeds", head.replace("\r\n", "\n") + body),
                        Arguments.of("no version", head.replace(" HTTP/1.1", "") + body),
                        Arguments.of("another version", head.replace("HTTP/1.1", "HTTP/9.9") + body))
                .map(form -> Arguments.of(form.get()[0], form.get()[1], rest));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("smuggling")
    void a_request_in_two_readings_is_rejected_or_harmless(String name, String first, String second) throws Exception {
        String answers;
        try (Wire wire = site.wire()) {
            sendAll(wire, first + second);
            answers = wire.rest();
        }
        int taken = answers.split("HTTP/1\\.1 200 ", -1).length - 1;
        if (HARMLESS.contains(name)) {
            // The server reads it in the only correct way: two requests, and two deliveries.
            assertThat(taken).as(answers).isEqualTo(2);
        } else {
            assertThat(taken).as(answers).isZero();
        }
    }

    private static void sendAll(Wire wire, String text) {
        try {
            wire.send(text).end();
        } catch (IOException e) {
            // The connection was already closed; the response can still be read.
            return;
        }
    }

    /** A folded value is one value for the server (RFC 9112, section 5.2), and the version's number does not matter. */
    private static final List<String> HARMLESS = List.of("folded length", "another version");

    @Test
    void every_answer_names_a_delivery() throws Exception {
        for (HookRequest request : List.of(
                HookRequest.of("GET", "/healthz"),
                HookRequest.of("GET", "/readyz"),
                HookRequest.of("POST", "/readyz"),
                HookRequest.of("GET", "/nothing"),
                HookRequest.of("GET", "/"),
                HookRequest.push())) {
            HttpAnswer answer = site.send(request);
            assertThat(answer.field("X-Jenvoy-Delivery")).as(request.target()).isNotEmpty();
            assertThat(answer.field("Content-Type")).isEqualTo("application/json; charset=utf-8");
        }
    }

    @Test
    void a_missing_id_is_generated_and_returned() throws Exception {
        HttpAnswer answer = site.send(HookRequest.push().without("X-GitHub-Delivery"));
        assertThat(answer.field("X-Jenvoy-Delivery")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(answer.stdout("push-site").strip()).isEqualTo(answer.field("X-Jenvoy-Delivery"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".a",
                "..",
                "a/b",
                "a b",
                "a\u00e9",
                "a;b",
                "a\tb",
                "$(id)",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void an_id_of_another_form_is_rejected_and_not_echoed(String id) throws Exception {
        HttpAnswer answer = site.send(HookRequest.push().with("X-GitHub-Delivery", id));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field("X-Jenvoy-Delivery")).matches("[0-9a-f-]{36}");
        assertThat(answer.body()).doesNotContain(id);
    }

    @Test
    void an_id_of_128_characters_is_fine() throws Exception {
        HookRequest request = HookRequest.push().with("X-GitHub-Delivery", "_" + "a.".repeat(63) + "-");
        ran(request, site.send(request));
    }
}
