package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.Gauges;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import dev.jenvoy.crash.kit.SignedSenderClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends valid deliveries while slow clients send a byte a second, 2,000 connections are idle, and wrongly signed
 * deliveries come as fast as four clients can send them. Run by {@code bench/flood.sh}; not part of the test suite.
 */
@Timeout(600)
final class FloodBench {

    private static final int GOOD = 200;
    private static final int SLOW = 20;

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothingInMemory() throws Exception {
        ServerSite.deleteMemory(folder);
    }

    private final SignedSenderClient sender = new SignedSenderClient();

    @Test
    void good_deliveries_are_served_meanwhile() throws Exception {
        int idle = Integer.getInteger("jenvoy.flood.idle", 2_000);
        ServerSite site = new ServerSite(folder).hook("push", "echo good\n");
        List<Socket> sockets = new ArrayList<>();
        ScheduledExecutorService drip = Executors.newScheduledThreadPool(1);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> flood = new ArrayList<>();
        try (ServerProcess server = site.start("-Xmx256m").serving()) {
            measure(server, "warming up       ", "warm");
            measure(server, "alone            ", "alone");
            for (int at = 0; at < idle; at++) {
                sockets.add(new Socket("127.0.0.1", server.port()));
            }
            System.out.println("flood: idle connections=" + sockets.size() + " " + Gauges.of(server.pid()));
            measure(server, "idle connections ", "idle");
            for (int at = 0; at < SLOW; at++) {
                Socket slow = new Socket("127.0.0.1", server.port());
                sockets.add(slow);
                drip(drip, slow, server.port());
            }
            measure(server, "and slow clients ", "slow");
            long began = System.nanoTime();
            for (int client = 0; client < 4; client++) {
                Thread thread = new Thread(() -> flood(server, over, refused));
                thread.start();
                flood.add(thread);
            }
            measure(server, "and wrongly signed", "flood");
            double seconds = (System.nanoTime() - began) / 1e9;
            over.set(true);
            for (Thread thread : flood) {
                thread.join();
            }
            System.out.printf(
                    "flood: wrongly signed and refused=%d rate=%.0f/s%n", refused.get(), refused.get() / seconds);
            assertThat(refused.get()).isPositive();
            System.out.println("flood: at end " + Gauges.of(server.pid()));
        } finally {
            over.set(true);
            drip.shutdownNow();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void drip(ScheduledExecutorService timer, Socket slow, int port) throws IOException {
        byte[] body = SignedSenderClient.payload("slow", "site", 100);
        OutputStream out = slow.getOutputStream();
        String head = "POST / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: application/json\r\n"
                + "X-GitHub-Event: push\r\nX-GitHub-Delivery: slow\r\nX-Hub-Signature-256: "
                + SignedSenderClient.signature(body)
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        AtomicInteger next = new AtomicInteger();
        timer.scheduleAtFixedRate(
                () -> {
                    try {
                        out.write(body[next.getAndIncrement()]);
                        out.flush();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                0,
                1,
                TimeUnit.SECONDS);
    }

    private void flood(ServerProcess server, AtomicBoolean over, AtomicInteger refused) {
        byte[] body = SignedSenderClient.payload("wrong", "site", 8_000);
        String wrong = "sha256=" + "0".repeat(64);
        while (!over.get()) {
            try {
                HttpResponse<String> response = sender.send(server.port(), "wrong", "push", body, wrong);
                if (response.statusCode() == 403) {
                    refused.incrementAndGet();
                }
            } catch (IOException e) {
                // The server closes the connection of a rejected request.
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void measure(ServerProcess server, String what, String id) throws Exception {
        long[] nanos = new long[GOOD];
        for (int at = 0; at < GOOD; at++) {
            long began = System.nanoTime();
            HttpResponse<String> response = sender.push(server.port(), id + at, "site", 8_000);
            nanos[at] = System.nanoTime() - began;
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("good");
        }
        Arrays.sort(nanos);
        System.out.printf(
                "flood: good deliveries, %s median_ms=%.1f p95_ms=%.1f slowest_ms=%.1f%n",
                what, nanos[GOOD / 2] / 1e6, nanos[GOOD * 95 / 100] / 1e6, nanos[GOOD - 1] / 1e6);
    }
}
