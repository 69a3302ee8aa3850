package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminLateBodyTest {

    private static final String TOKEN = "an administrator's token";

    @Test
    void a_request_whose_body_comes_after_its_head_is_answered_like_any_other(@TempDir Path folder) throws Exception {
        try (TestServer site = TestServer.in(folder).with("admin_token", TOKEN).start();
                Wire wire = new Wire(site.adminAddress())) {
            HookRequest login = HookRequest.of("POST", "/api/session")
                    .framing(HookRequest.Framing.LENGTH)
                    .with("Content-Type", "application/json")
                    .body("{\"token\":\"" + TOKEN + "\"}");
            wire.send(login.head());
            // The only I/O thread has read the head when it has answered this.
            assertThat(site.admin("/api/session").status()).isEqualTo(200);

            HttpAnswer answer = wire.send(login.body()).answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("authenticated").getAsBoolean()).isTrue();
            assertThat(answer.field("Set-Cookie")).startsWith("jenvoy_session=");
        }
    }
}
