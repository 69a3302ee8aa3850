package dev.jenvoy.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminLateBodyTest {

    private static final String TOKEN = "an administrator's token";

    @Test
    void a_request_whose_body_comes_after_its_head_is_answered_like_any_other(@TempDir Path folder) throws Exception {
        try (Site site = Site.in(folder).with("admin_token", TOKEN).start();
                Wire wire = new Wire(site.adminAddress())) {
            Request login = Request.of("POST", "/api/session")
                    .framing(Request.Framing.LENGTH)
                    .with("Content-Type", "application/json")
                    .body("{\"token\":\"" + TOKEN + "\"}");
            wire.send(login.head());
            // The one thread that reads has read the head when it has answered this.
            assertThat(site.admin("/api/session").status()).isEqualTo(200);

            Answer answer = wire.send(login.body()).answer();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("authenticated").getAsBoolean()).isTrue();
            assertThat(answer.field("Set-Cookie")).startsWith("jenvoy_session=");
        }
    }
}
