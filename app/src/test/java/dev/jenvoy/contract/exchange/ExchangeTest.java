package dev.jenvoy.contract.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of the responses to deliveries. */
class ExchangeTest {

    private TestServer site;

    @BeforeEach
    void prepare(@TempDir Path folder) {
        site = TestServer.in(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private JsonObject exchange(long entry) {
        AtomicReference<JsonObject> found = new AtomicReference<>();
        Eventually.that(() -> {
            found.set(site.admin("/api/deliveries/" + entry + "/exchange").json());
            assertThat(found.get().has("status")).isTrue();
        });
        return found.get();
    }

    @Test
    void the_response_is_kept_as_it_was_sent_also_over_a_restart() throws Exception {
        site.hook("push", "#!/bin/sh", "echo hello").start();
        HttpAnswer sent = site.send(HookRequest.push());

        JsonObject kept = exchange(1);

        assertThat(kept.get("body").getAsString()).isEqualTo(sent.body());
        assertThat(kept.get("status").getAsInt()).isEqualTo(200);
        assertThat(kept.get("from").getAsString()).isEqualTo("127.0.0.1");
        assertThat(kept.get("content_type").getAsString()).isEqualTo("application/json; charset=utf-8");
        assertThat(kept.get("cut").getAsBoolean()).isFalse();
        site.stop();
        site.start();
        assertThat(exchange(1)).isEqualTo(kept);
    }

    @Test
    void a_long_response_is_cut_and_says_how_long_it_was() throws Exception {
        site.hook("push", "#!/bin/sh", "head -c 50000 /dev/zero | tr '\\0' x").start();
        HttpAnswer sent = site.send(HookRequest.push());

        JsonObject kept = exchange(1);

        assertThat(kept.get("cut").getAsBoolean()).isTrue();
        assertThat(kept.get("length").getAsInt()).isEqualTo(sent.body().length());
        assertThat(sent.body()).startsWith(kept.get("body").getAsString());
        assertThat(kept.get("body").getAsString()).hasSize(2_000);
    }

    @Test
    void an_answer_before_the_end_is_the_one_that_was_sent() throws Exception {
        site.with("response_timeout", "1s").hook("push", "#!/bin/sh", "sleep 3").start();
        assertThat(site.send(HookRequest.push()).status()).isEqualTo(202);

        assertThat(exchange(1).get("status").getAsInt()).isEqualTo(202);
    }

    @Test
    void a_redelivery_by_an_operator_was_answered_to_no_sender() throws Exception {
        site.hook("push", "#!/bin/sh", "true").start();
        site.send(HookRequest.push());
        exchange(1);
        site.admin(HookRequest.of("POST", "/api/deliveries/1/redeliver")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json"));

        Eventually.that(() -> assertThat(
                        site.admin("/api/deliveries/2").json().get("state").getAsString())
                .isEqualTo("succeeded"));

        assertThat(site.admin("/api/deliveries/2/exchange").json().entrySet()).isEmpty();
        assertThat(site.admin("/api/deliveries/99/exchange").status()).isEqualTo(404);
    }
}
