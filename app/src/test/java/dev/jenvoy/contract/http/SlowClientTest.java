package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HookRequest.Framing;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Slow clients, and crowds of them, reach their time limits without affecting other clients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientTest {

    @TempDir
    static Path folder;

    private final ScheduledExecutorService dribble = Executors.newSingleThreadScheduledExecutor();
    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        site = TestServer.in(folder)
                .with("request_timeout", "700ms")
                .hook("push-site", "#!/bin/sh", "echo ok")
                .start();
    }

    @AfterAll
    void stop() {
        dribble.shutdownNow();
        site.close();
    }

    private static void timedOut(Wire wire) throws IOException {
        HttpAnswer answer = wire.answer();
        assertThat(answer.status()).isEqualTo(408);
        assertThat(answer.error()).contains("700 ms");
        assertThat(answer.field("X-Jenvoy-Delivery")).isNotEmpty();
        assertThat(wire.rest()).isEmpty();
    }

    private void served() throws IOException {
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(200);
    }

    /** Sends a byte now and then, until the connection closes. */
    private void dribble(Wire wire, String bytes) {
        AtomicInteger at = new AtomicInteger();
        var unused = dribble.scheduleWithFixedDelay(
                () -> {
                    try {
                        wire.send(
                                bytes.substring(at.get() % bytes.length(), at.getAndIncrement() % bytes.length() + 1));
                    } catch (IOException e) {
                        throw new IllegalStateException("closed", e);
                    }
                },
                0,
                50,
                TimeUnit.MILLISECONDS);
    }

    @Test
    void a_body_that_stops_is_408() throws Exception {
        HookRequest request = HookRequest.push();
        try (Wire wire = site.wire()) {
            wire.send(request.with("Content-Length", "1000").head()).send(request.body());
            timedOut(wire);
        }
        try (Wire wire = site.wire()) {
            wire.send(request.framing(Framing.CHUNKED).head()).send("5\r\n{\"a\":\r\n");
            timedOut(wire);
        }
        try (Wire wire = site.wire()) {
            wire.send(request.with("Expect", "100-continue").head());
            assertThat(wire.answer().status()).isEqualTo(100);
            timedOut(wire);
        }
    }

    @Test
    void a_body_that_comes_byte_by_byte_for_ever_is_408() throws Exception {
        try (Wire wire = site.wire()) {
            wire.send(HookRequest.push().with("Content-Length", "100000").head());
            dribble(wire, " ");
            timedOut(wire);
        }
        try (Wire wire = site.wire()) {
            wire.send(HookRequest.push().framing(Framing.CHUNKED).head());
            dribble(wire, "1\r\n \r\n");
            timedOut(wire);
        }
    }

    @Test
    void a_head_that_comes_byte_by_byte_for_ever_is_cut_off() throws Exception {
        try (Wire wire = site.wire()) {
            wire.send("POST / HTTP/1.1\r\nHost: localhost\r\n");
            dribble(wire, "X-Filler: a\r\n");
            assertThat(wire.rest()).doesNotContain(" 200 ");
        }
    }

    @Test
    void nothing_of_a_broken_off_body_is_kept() throws Exception {
        try (Wire wire = site.wire()) {
            HookRequest large = HookRequest.push().with("Content-Length", "9000000");
            wire.send(large.head()).send(new byte[3 << 20]);
            assertThat(folder.resolve("data/spool")).exists();
        }
        Eventually.that(() -> assertThat(folder.resolve("data/spool")).isEmptyDirectory());
    }

    @Test
    void good_deliveries_are_served_beside_500_idle_connections_and_200_slow_ones() throws Exception {
        List<Wire> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                crowd.add(site.wire());
            }
            for (int i = 0; i < 200; i++) {
                Wire slow = site.wire();
                crowd.add(slow);
                slow.send(HookRequest.push().with("Content-Length", "100000").head());
            }
            long began = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                served();
            }
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(5));
        } finally {
            for (Wire wire : crowd) {
                wire.close();
            }
        }
    }

    @Test
    void good_deliveries_are_served_beside_a_burst_of_wrongly_signed_ones() throws Exception {
        HookRequest wrong = HookRequest.push().secret("a-wrong-secret-a-wrong-secret");
        byte[] bytes = wrong.with(HookRequest.SIGNATURE, wrong.signature()).whole();
        var senders = Executors.newFixedThreadPool(4);
        try {
            var floods = IntStream.range(0, 4)
                    .mapToObj(n -> senders.submit(() -> {
                        try (Wire wire = site.wire()) {
                            for (int i = 0; i < 500; i++) {
                                assertThat(wire.send(bytes).answer().status()).isEqualTo(403);
                            }
                        }
                        return null;
                    }))
                    .toList();
            for (int i = 0; i < 20; i++) {
                served();
            }
            for (var flood : floods) {
                flood.get();
            }
        } finally {
            senders.shutdownNow();
        }
    }
}
