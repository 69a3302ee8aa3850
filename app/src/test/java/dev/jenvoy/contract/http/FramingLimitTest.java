package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HookRequest.Framing;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tests the limits for what a request sends beside its body: chunk sizes, their extensions, and trailers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FramingLimitTest {

    private static final String TOKEN = "an administrator's token";

    /** More than both sides' socket buffers hold for a connection that is no longer read. */
    private static final int ENDLESS = 40 << 20;

    private static final String ONE_BYTE_THEN_TRAILERS = "1\r\na\r\n0\r\n";

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .with("admin_token", TOKEN)
                .hook("push-site", "#!/bin/sh", "echo ok")
                .start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private static HookRequest login() {
        return HookRequest.of("POST", "/api/session")
                .framing(Framing.CHUNKED)
                .with("Content-Type", "application/json")
                .body("{\"token\":\"" + TOKEN + "\"}");
    }

    /** Returns how many bytes of a repeated piece the server reads before it closes the connection. */
    private static int taken(Wire wire, String piece) {
        byte[] bytes = HookRequest.bytes(piece);
        int sent = 0;
        try {
            while (sent < ENDLESS) {
                wire.send(bytes);
                sent += bytes.length;
            }
        } catch (IOException e) {
            return sent;
        }
        return sent;
    }

    /** Checks that a repeated piece is rejected as too much, and that the connection closes. */
    private static void refused(Wire wire, String piece) throws IOException {
        taken(wire, piece);
        HttpAnswer answer = wire.answer();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error()).isEqualTo("expected at most 16384 bytes of chunk sizes, extensions or trailers");
        assertThat(wire.rest()).isEmpty();
    }

    private static String trailers() {
        return "X-Trailer-Of-Mine: aaaaaaaa\r\n".repeat(500);
    }

    @Test
    void endless_trailers_are_broken_off() throws Exception {
        try (Wire wire = site.wire()) {
            wire.send(HookRequest.push().framing(Framing.CHUNKED).head()).send(ONE_BYTE_THEN_TRAILERS);
            refused(wire, trailers());
        }
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(200);
    }

    @Test
    void a_trailer_without_an_end_is_broken_off() throws Exception {
        try (Wire wire = site.wire()) {
            wire.send(HookRequest.push().framing(Framing.CHUNKED).head()).send(ONE_BYTE_THEN_TRAILERS + "X-Long: ");
            refused(wire, "a".repeat(16_000));
        }
    }

    @Test
    void an_endless_chunk_extension_is_broken_off() throws Exception {
        try (Wire wire = site.wire()) {
            wire.send(HookRequest.push().framing(Framing.CHUNKED).head()).send("1;x=");
            refused(wire, "a".repeat(16_000));
        }
    }

    @Test
    void extensions_of_many_small_chunks_are_counted_together() throws Exception {
        try (Wire wire = new Wire(site.adminAddress())) {
            wire.send(login().head());
            refused(wire, "1;x=" + "a".repeat(8_000) + "\r\na\r\n");
        }
    }

    @Test
    void trailers_of_a_rejected_request_are_broken_off() throws Exception {
        try (Wire wire = site.wire()) {
            // Undertow itself rejects it, before any of Jenvoy's checks.
            wire.send("POST / HTTP/1.1\r\nHost: a\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .send(ONE_BYTE_THEN_TRAILERS);
            assertThat(taken(wire, trailers())).isLessThan(ENDLESS);
        }
    }

    @Test
    void a_few_trailers_and_extensions_are_no_offence() throws Exception {
        HookRequest request = HookRequest.push().framing(Framing.CHUNKED);
        String body = HookRequest.text(request.body());
        try (Wire wire = site.wire()) {
            wire.send(request.head());
            wire.send(Integer.toHexString(body.length()) + ";a=b\r\n" + body + "\r\n0;c=d\r\nX-Digest: 1\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
            assertThat(wire.send(HookRequest.push()).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void a_body_in_chunks_of_one_byte_is_accepted() throws Exception {
        HookRequest request = HookRequest.push().framing(Framing.CHUNKED);
        StringBuilder chunks = new StringBuilder();
        for (char c : HookRequest.text(request.body()).toCharArray()) {
            chunks.append("1\r\n").append(c).append("\r\n");
        }
        try (Wire wire = site.wire()) {
            wire.send(request.head()).send(chunks + "0\r\n\r\n");
            assertThat(wire.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void endless_trailers_are_broken_off_by_the_admin_listener_before_any_token() throws Exception {
        try (Wire wire = new Wire(site.adminAddress())) {
            wire.send(login().head()).send(ONE_BYTE_THEN_TRAILERS);
            refused(wire, trailers());
        }
        assertThat(site.admin(login()).status()).isEqualTo(200);
    }

    @Test
    void a_length_that_is_only_said_takes_no_memory_of_the_admin_listener() throws Exception {
        try (Wire wire = new Wire(site.adminAddress())) {
            wire.send(login().framing(Framing.LENGTH)
                    .with("Content-Length", "2147483647")
                    .head());
            HttpAnswer answer = wire.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.error()).isEqualTo("expected at most 65536 bytes");
        }
    }
}
