package dev.jenvoy.contract.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a head led to is kept with the delivery. */
class HeadJournalTest {

    private static final HookRequest PUSH =
            HookRequest.event("push", Payloads.of("\"ref\":\"refs/heads/main\",\"deleted\":false,\"title\":\"first\""));

    @TempDir
    Path folder;

    private static final String HEAD = "# jenvoy: env.TITLE = payload.title";

    @Test
    void each_attempt_has_the_variables_of_the_plan() throws Exception {
        try (TestServer site = TestServer.in(folder)
                .hook(
                        "push",
                        "#!/bin/sh",
                        HEAD,
                        "# jenvoy: retries = 1",
                        "sed -i 's/= payload.title/= \"other\"/' \"$0\"",
                        "echo \"$JENVOY_ATTEMPT $TITLE\"",
                        "test \"$JENVOY_ATTEMPT\" = 2")
                .start()) {
            assertThat(site.send(PUSH).stdout("push")).isEqualTo("2 first\n");
            assertThat(Files.readString(site.hooks().resolve("push"))).contains("env.TITLE = \"other\"");
        }
    }

    @Test
    void a_hook_that_was_interrupted_has_the_same_variables_after_the_restart_whatever_its_head_says()
            throws Exception {
        TestServer site = TestServer.in(folder)
                .with("response_timeout", "50ms")
                .with("shutdown_timeout", "0s")
                .with("kill_grace", "0s")
                .hook("push", "#!/bin/sh", HEAD, "echo \"$TITLE\" >>out", "test -e go || exec sleep 60")
                .start();
        Path out = site.hooks().resolve("out");
        try (site) {
            assertThat(site.send(PUSH).status()).isEqualTo(202);
            Eventually.that(() -> assertThat(out).hasContent("first\n"));
            site.stop();
            site.hook("push", "#!/bin/sh", "# jenvoy: when = false", "echo \"$TITLE\" >>out");
            site.start();
            Eventually.that(() -> assertThat(out).hasContent("first\nfirst\n"));
        }
    }

    @Test
    void a_redelivery_is_planned_by_the_head_as_it_is_then_with_the_headers_of_the_request() throws Exception {
        try (TestServer site = TestServer.in(folder)
                .hook("push", "#!/bin/sh", HEAD, "echo \"$TITLE\" >>out")
                .hook(
                        "push+other",
                        "#!/bin/sh",
                        "# jenvoy: when = headers['x-github-event'] == 'none'",
                        "echo never >>out")
                .start()) {
            Path out = site.hooks().resolve("out");
            assertThat(site.send(PUSH).status()).isEqualTo(200);
            site.hook("push", "#!/bin/sh", "# jenvoy: env.TITLE = headers['x-github-event']", "echo \"$TITLE\" >>out");

            HttpAnswer again = site.admin(HookRequest.of("POST", "/api/deliveries/1/redeliver"));

            assertThat(again.status()).as(again.body()).isEqualTo(202);
            Eventually.that(() -> assertThat(out).hasContent("first\npush\n"));
        }
    }

    @Test
    void a_delivery_that_no_head_wants_is_recorded_as_unmatched() throws Exception {
        try (TestServer site = TestServer.in(folder)
                .hook("push", "#!/bin/sh", "# jenvoy: branches = other", "echo ran")
                .start()) {
            assertThat(site.send(PUSH).json().get("status").getAsString()).isEqualTo("nop");
            Eventually.that(
                    () -> assertThat(site.admin("/api/deliveries/1").body()).contains("unmatched"));

            HttpAnswer hooks = site.admin("/api/hooks");
            assertThat(hooks.body()).contains("\"key\": \"branches\"".replace(": ", ":"), "other");
            HttpAnswer explained = site.admin("/api/explain?event=push&repository=acme/site&branch=main");
            assertThat(explained.body()).contains("its head leaves it out: branches: other: false: main");
        }
    }

    @Test
    void large_payloads_are_read_too() throws Exception {
        String filler = "\"ref\":\"refs/heads/main\",\"deleted\":false,\"filler\":\"" + "x".repeat(3 << 20)
                + "\",\"title\":\"last\"";
        try (TestServer site = TestServer.in(folder)
                .hook("push", "#!/bin/sh", "# jenvoy: when = payload.title == 'last'", HEAD, "echo \"$TITLE\"")
                .start()) {
            assertThat(site.send(HookRequest.event("push", Payloads.of(filler))).stdout("push"))
                    .isEqualTo("last\n");
        }
    }
}
