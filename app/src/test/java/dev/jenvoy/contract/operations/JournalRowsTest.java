package dev.jenvoy.contract.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the rows of the status table that need a special configuration or a special moment. */
class JournalRowsTest {

    @TempDir
    Path folder;

    private TestServer site;

    @BeforeEach
    void prepare() {
        // A hook that ends when the test allows it, or after ten seconds.
        site = TestServer.in(folder)
                .with("shutdown_timeout", "0s")
                .with("kill_grace", "1s")
                .hook("push-quick", "#!/bin/sh", "echo quick")
                .hook(
                        "push-site",
                        "#!/bin/sh",
                        "touch ../begun.$JENVOY_DELIVERY",
                        "n=0",
                        "until [ -e ../go ] || [ $n -gt 500 ]; do sleep 0.02; n=$((n + 1)); done",
                        "echo went");
    }

    @AfterEach
    void stop() throws Exception {
        Files.writeString(folder.resolve("go"), "");
        site.close();
    }

    private HookRequest quick() {
        return HookRequest.event("push", Payloads.PUSH.replace("site", "quick"));
    }

    private static void unavailable(HttpAnswer answer, String why) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.error()).contains(why);
        assertThat(Integer.parseInt(answer.field("Retry-After"))).isPositive();
        assertThat(answer.field("X-Jenvoy-Delivery")).isNotEmpty();
        assertThat(answer.field("Content-Type")).isEqualTo("application/json; charset=utf-8");
    }

    private void begun(HookRequest request) {
        Eventually.that(
                () -> assertThat(folder.resolve("begun." + request.id())).exists());
    }

    @Test
    void a_missing_hooks_folder_is_503_and_no_empty_answer() throws Exception {
        site.with("hooks_path", "elsewhere").start();

        unavailable(site.send(quick()), "hooks folder");
        assertThat(site.get("/readyz").status()).isEqualTo(503);
        assertThat(site.get("/readyz").body()).contains("hooks folder").doesNotContain(folder.toString());
    }

    @Test
    void a_known_delivery_with_another_payload_or_event_is_409() throws Exception {
        site.start();
        HookRequest first = quick();
        assertThat(site.send(first).status()).isEqualTo(200);

        HttpAnswer payload = site.send(first.body(
                first.body().length == 0
                        ? "{}"
                        : Payloads.of("\"ref\":\"refs/heads/x\"").replace("site", "quick")));
        assertThat(payload.status()).as(payload.body()).isEqualTo(409);
        assertThat(payload.error()).isNotEmpty();
        assertThat(payload.field("X-Jenvoy-Delivery")).isEqualTo(first.id());
        assertThat(site.send(first).status()).isEqualTo(200);
    }

    @Test
    void a_delivery_that_another_is_waiting_for_is_409_with_another_payload_too() throws Exception {
        site.with("response_timeout", "5s").start();
        HookRequest first = HookRequest.push();
        try (Wire waiting = site.wire()) {
            waiting.send(first);
            begun(first);
            assertThat(site.send(first.body(Payloads.push("refs/heads/x"))).status())
                    .isEqualTo(409);
            Files.writeString(folder.resolve("go"), "");
            assertThat(waiting.answer().stdout("push-site")).isEqualTo("went\n");
        }
    }

    @Test
    void what_runs_longer_is_202_with_what_has_ended() throws Exception {
        site.with("response_timeout", "300ms")
                .hook("push", "#!/bin/sh", "echo late")
                .start();
        site.hook("push-site-main", "#!/bin/sh", "echo first");
        HookRequest request = HookRequest.push();

        HttpAnswer answer = site.send(request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.json())
                .hasToString(
                        "{\"status\":\"running\",\"delivery\":\"" + request.id()
                                + "\",\"hooks\":{\"push-site-main\":{\"returncode\":0,\"stdout\":\"first\\n\",\"stderr\":\"\"}}}");
        assertThat(answer.field("X-Jenvoy-Delivery")).isEqualTo(request.id());
    }

    @Test
    void without_scripts_info_an_answer_tells_no_hook() throws Exception {
        site.with("return_scripts_info", false)
                .with("response_timeout", "300ms")
                .start();

        assertThat(site.send(quick()).json()).hasToString("{\"status\":\"done\"}");
        HookRequest slow = HookRequest.push();
        assertThat(site.send(slow).json()).hasToString("{\"status\":\"running\",\"delivery\":\"" + slow.id() + "\"}");
    }

    @Test
    void a_failed_hook_answers_the_status_that_is_set() throws Exception {
        site.with("failed_hook_status", 500)
                .hook("push-quick-main", "#!/bin/sh", "exit 7")
                .start();

        HttpAnswer failed = site.send(quick());
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.hook("push-quick-main").get("returncode").getAsInt()).isEqualTo(7);
        site.hook("push-quick-main", "#!/bin/sh", "exit 0");
        assertThat(site.send(quick()).status()).isEqualTo(200);
    }

    @Test
    void a_full_backlog_is_503_and_the_delivery_is_accepted_later() throws Exception {
        site.with("max_concurrent", 1).with("max_backlog", 1).start();
        HookRequest running = HookRequest.push();
        try (Wire one = site.wire();
                Wire two = site.wire()) {
            one.send(running);
            begun(running);
            two.send(quick());
            HookRequest third = quick();
            // The second delivery counts as waiting once it is on disk.
            Eventually.that(() -> unavailable(site.send(third), "waiting"));
            Files.writeString(folder.resolve("go"), "");
            assertThat(one.answer().status()).isEqualTo(200);
            assertThat(two.answer().status()).isEqualTo(200);
            assertThat(site.send(third).status()).isEqualTo(200);
        }
    }

    @Test
    void a_stopping_server_answers_who_waits_with_202_and_takes_nothing_new() throws Exception {
        site.with("shutdown_timeout", "10s").start();
        HookRequest running = HookRequest.push();
        try (Wire waiting = site.wire()) {
            waiting.send(running);
            begun(running);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(site::close);
            HttpAnswer released = waiting.answer();
            assertThat(released.status()).isEqualTo(202);
            unavailable(site.send(quick()), "stopping");
            assertThat(site.get("/readyz").status()).isEqualTo(503);
            assertThat(site.get("/healthz").status()).isEqualTo(200);
            Files.writeString(folder.resolve("go"), "");
            stopped.join();
        }
    }
}
