package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.hook.FolderLook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hooks folder on a network disk that hangs. */
@Timeout(60)
class HungFolderTest {

    private final HangingDisk disk = new HangingDisk();
    private TestServer site;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder).look(disk).hook("push", "#!/bin/sh").start();
    }

    @AfterEach
    void stop() {
        disk.comesBack();
        site.close();
    }

    /** A disk on another machine, which may hang. */
    private static final class HangingDisk implements FolderLook {

        private final CountDownLatch back = new CountDownLatch(1);
        private final AtomicInteger hung = new AtomicInteger();
        private volatile boolean hangs;

        void hangs() {
            hangs = true;
        }

        void comesBack() {
            back.countDown();
        }

        int hung() {
            return hung.get();
        }

        @Override
        public String type(Path path) {
            return "nfs4";
        }

        @Override
        public Map<String, Object> attributes(Path folder, String names) throws IOException {
            if (hangs) {
                hung.incrementAndGet();
                try {
                    back.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return FolderLook.MACHINE.attributes(folder, names);
        }
    }

    @Test
    void other_requests_are_answered_while_deliveries_hang() throws Exception {
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(200);
        disk.hangs();
        int deliveries = 2 * Runtime.getRuntime().availableProcessors() + 2;
        List<Wire> hanging = new ArrayList<>();
        for (int at = 0; at < deliveries; at++) {
            hanging.add(site.wire().send(HookRequest.push()));
        }
        Eventually.that(() -> assertThat(disk.hung()).isEqualTo(deliveries));

        for (int at = 0; at < 2 * deliveries; at++) {
            assertThat(site.get("/healthz").status()).isEqualTo(200);
            assertThat(site.send(HookRequest.event("ping", "{\"zen\":\"a\"}")).body())
                    .contains("pong");
            assertThat(site.send(HookRequest.push().unsigned()).status()).isEqualTo(403);
        }

        disk.comesBack();
        for (Wire wire : hanging) {
            assertThat(wire.answer().status()).isEqualTo(200);
            wire.close();
        }
    }
}
