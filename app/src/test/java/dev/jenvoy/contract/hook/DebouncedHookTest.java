package dev.jenvoy.contract.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the option {@code debounce}. */
class DebouncedHookTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private TestServer site;

    @BeforeEach
    void prepare() {
        site = TestServer.in(folder)
                .with("response_timeout", "1ms")
                .hook("push", "#!/bin/sh", "echo \"$JENVOY_DELIVERY\" >> ../ran");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private TestServer debounce(String time) {
        return site.with("hooks", Map.of("push", Map.of("debounce", time, "concurrency", "exclusive")));
    }

    private JsonObject delivery(long entry) throws Exception {
        return site.admin("/api/deliveries/" + entry).json();
    }

    private String state(long entry) throws Exception {
        return delivery(entry).get("state").getAsString();
    }

    @Test
    void of_several_pushes_the_last_runs() throws Exception {
        debounce("400ms").start();
        HookRequest last = HookRequest.push();
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(202);
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(202);
        assertThat(site.send(last).status()).isEqualTo(202);

        Eventually.that(() -> assertThat(state(3)).isEqualTo("succeeded"));
        assertThat(state(1)).isEqualTo("superseded");
        assertThat(state(2)).isEqualTo("superseded");
        assertThat(Files.readString(folder.resolve("ran"))).isEqualTo(last.id() + "\n");
    }

    @Test
    void while_it_waits_everything_says_why() throws Exception {
        debounce("1h").clock(Clock.fixed(NOON, ZoneOffset.UTC)).start();
        site.send(HookRequest.push());

        Eventually.that(() -> {
            JsonObject reason = delivery(1).getAsJsonObject("waiting_for");
            assertThat(reason.get("reason").getAsString()).isEqualTo("debounce");
            assertThat(reason.get("until").getAsString()).isEqualTo("2026-03-01T13:00:00.000Z");
        });
        assertThat(state(1)).isEqualTo("queued");
        assertThat(site.admin("/metrics").body()).contains("reason=\"debounce\"} 1.0");
        assertThat(site.admin("/api/hooks").body()).contains("\"debounce_ms\":3600000");
    }

    @Test
    void it_waits_on_after_a_restart_and_runs_once_its_time_has_passed() throws Exception {
        debounce("1h").clock(Clock.fixed(NOON, ZoneOffset.UTC)).start();
        HookRequest push = HookRequest.push();
        site.send(push);
        site.stop();

        site.clock(Clock.fixed(NOON.plus(Duration.ofMinutes(59)), ZoneOffset.UTC))
                .start();
        Eventually.that(() -> assertThat(
                        delivery(1).getAsJsonObject("waiting_for").get("until").getAsString())
                .isEqualTo("2026-03-01T13:00:00.000Z"));
        site.stop();

        site.clock(Clock.fixed(NOON.plus(Duration.ofMinutes(61)), ZoneOffset.UTC))
                .start();
        Eventually.that(() -> assertThat(state(1)).isEqualTo("succeeded"));
        assertThat(Files.readString(folder.resolve("ran"))).isEqualTo(push.id() + "\n");
    }
}
