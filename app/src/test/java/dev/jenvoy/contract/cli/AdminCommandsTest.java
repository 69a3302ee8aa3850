package dev.jenvoy.contract.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A redelivery or a cancellation is recorded with its operator. */
class AdminCommandsTest {

    private static final String TOKEN = "planted-token-9d1f7be04c";

    @TempDir
    private Path elsewhere;

    private TestServer site;

    @BeforeEach
    void make(@TempDir Path folder) {
        site = TestServer.in(folder).with("response_timeout", "1ms");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private HookRequest bearer(HookRequest request) {
        return request.with("Authorization", "Bearer " + TOKEN);
    }

    private JsonObject shown(long entry) throws Exception {
        return site.admin(bearer(HookRequest.of("GET", "/api/deliveries/" + entry)))
                .json();
    }

    private void ended(long entry) {
        Eventually.that(() -> assertThat(shown(entry).has("ended")).isTrue());
    }

    private String cookie() throws Exception {
        return site.admin(HookRequest.of("POST", "/api/session")
                        .with("Content-Type", "application/json")
                        .body("{\"token\": \"" + TOKEN + "\"}")
                        .framing(HookRequest.Framing.LENGTH))
                .field("set-cookie")
                .split(";")[0];
    }

    private static void by(JsonObject request, String address, String way) {
        assertThat(request.get("address").getAsString()).isEqualTo(address);
        assertThat(request.get("way").getAsString()).isEqualTo(way);
        assertThat(request.get("at").getAsString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @Test
    void a_redelivery_names_who_asked_for_it_and_how_that_one_was_let_in() throws Exception {
        site.with("admin_token", TOKEN).hook("push", "#!/bin/sh", "true").start();
        site.send(HookRequest.push());
        ended(1);
        assertThat(shown(1).has("redelivered_by")).isFalse();

        site.admin(bearer(HookRequest.of("POST", "/api/deliveries/1/redeliver")));
        ended(2);
        site.admin(HookRequest.of("POST", "/api/deliveries/1/redeliver").with("Cookie", cookie()));
        ended(3);

        by(shown(2).getAsJsonObject("redelivered_by"), "127.0.0.1", "token");
        by(shown(3).getAsJsonObject("redelivered_by"), "127.0.0.1", "session");
        assertThat(shown(1).has("redelivered_by")).isFalse();
    }

    @Test
    void a_cancelling_names_who_asked_first_also_after_a_restart() throws Exception {
        site.hook("push", "#!/bin/sh", "sleep 600").start();
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(shown(1).get("state").getAsString()).isEqualTo("running"));

        assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/1/cancel"))
                        .status())
                .isEqualTo(202);
        ended(1);
        assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/1/cancel"))
                        .status())
                .isEqualTo(409);
        site.stop();
        site.start();

        by(shown(1).getAsJsonObject("cancelled_by"), "127.0.0.1", "no_token");
        Cli.Ran ran = new Cli(elsewhere)
                .run(
                        "deliveries",
                        "show",
                        "1",
                        "--url",
                        "http://127.0.0.1:" + site.adminAddress().getPort());
        assertThat(ran.out()).as(ran.all()).contains("cancelled   from 127.0.0.1 without a token, ");
    }

    @Test
    void a_client_behind_a_trusted_proxy_is_named_by_its_own_address() throws Exception {
        site.with("admin_token", TOKEN)
                .with("trusted_proxies", List.of("127.0.0.0/8"))
                .hook("push", "#!/bin/sh", "true")
                .start();
        site.send(HookRequest.push());
        ended(1);

        site.admin(bearer(HookRequest.of("POST", "/api/deliveries/1/redeliver")).with("X-Forwarded-For", "192.0.2.7"));
        ended(2);

        by(shown(2).getAsJsonObject("redelivered_by"), "192.0.2.7", "token");
    }
}
