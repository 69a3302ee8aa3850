package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HookRequest.Framing;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.machine.Component;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Large bodies are accepted up to the limit and rejected beyond it, and a client that is still sending receives the
 * rejection.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeBodyTest {

    private static final int LIMIT = 25 << 20;

    @TempDir
    static Path folder;

    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .hook("all", "#!/bin/sh", "wc -c < \"$1\"; cksum < \"$1\"")
                .start();
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private static byte[] json(int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) 'x');
        byte[] start = HookRequest.bytes("{\"a\":\"");
        System.arraycopy(start, 0, body, 0, start.length);
        body[size - 2] = '"';
        body[size - 1] = '}';
        return body;
    }

    private static HookRequest large(int size) {
        return HookRequest.event("issues", "").body(json(size));
    }

    @ParameterizedTest
    @EnumSource(
            value = Framing.class,
            names = {"LENGTH", "CHUNKED"})
    void the_largest_payload_is_accepted_and_one_byte_more_is_413(Framing framing) throws Exception {
        HttpAnswer fine = site.send(large(LIMIT).framing(framing));
        assertThat(fine.status()).as(fine.body()).isEqualTo(200);
        assertThat(fine.stdout("all")).startsWith(LIMIT + "\n");

        HttpAnswer over = site.send(large(LIMIT + 1).framing(framing));
        assertThat(over.status()).isEqualTo(413);
        assertThat(over.field("Connection")).isEqualToIgnoringCase("close");
        Eventually.that(() -> assertThat(spooled()).isZero());
    }

    private static long spooled() throws IOException {
        try (var files = Files.list(folder.resolve("data").resolve("spool"))) {
            return files.count();
        }
    }

    @Test
    void a_refusal_is_received_by_a_client_that_still_sends_and_the_connection_closed() throws Exception {
        for (HookRequest request : new HookRequest[] {
            large(LIMIT + 1),
            large(8 << 20).unsigned(),
            large(8 << 20).target("/elsewhere"),
            large(8 << 20).method("PUT"),
            large(8 << 20).framing(Framing.CHUNKED).with("Content-Type", "text/plain"),
            HookRequest.of("POST", "/healthz").body(json(8 << 20)).framing(Framing.LENGTH)
        }) {
            try (Wire wire = site.wire()) {
                wire.send(request);
                HttpAnswer answer = wire.answer();
                assertThat(answer.status()).isBetween(403, 415);
                assertThat(answer.error()).isNotEmpty();
                assertThat(wire.rest()).isEmpty();
            }
        }
    }

    @Test
    void a_refusal_closes_soon_though_the_client_sends_nothing_more() throws Exception {
        long began = System.nanoTime();
        try (Wire wire = site.wire()) {
            wire.send(large(LIMIT).unsigned().head());
            assertThat(wire.answer().status()).isEqualTo(403);
            assertThat(wire.rest()).isEmpty();
        }
        assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(8));
    }

    @Test
    void javas_own_client_receives_a_refusal_of_what_it_still_sends() throws Exception {
        HttpURLConnection connection = (HttpURLConnection) site.uri("/").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(LIMIT + 1);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(json(LIMIT + 1));
        }
        assertThat(connection.getResponseCode()).isEqualTo(413);
        assertThat(new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("at most");
    }

    @Test
    void curl_receives_a_refusal_of_what_it_still_sends(@TempDir Path own) throws Exception {
        Component.need("curl");
        Path body = Files.write(own.resolve("body"), json(LIMIT + 1));
        Process curl = new ProcessBuilder(
                        "curl",
                        "-sS",
                        "--max-time",
                        "20",
                        "-H",
                        "Content-Type: application/json",
                        "-H",
                        "Expect:",
                        "--data-binary",
                        "@" + body,
                        "-w",
                        "%{http_code}",
                        site.uri("/").toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).as(printed).isZero();
        assertThat(printed).contains("at most").endsWith("413");
    }
}
