package dev.jenvoy.contract.listen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that delivers to itself, through the door of a sender. */
class TestDeliveryTest {

    private static final String PATH = "/api/senders/%s/test";

    @TempDir
    private Path folder;

    @Test
    void a_test_delivery_is_signed_and_checked_as_any_other() throws Exception {
        try (TestServer site = site().start()) {
            JsonObject answer = test(site, "github").json();

            assertThat(answer.get("status").getAsInt()).isEqualTo(200);
            assertThat(answer.get("event").getAsString()).isEqualTo("push");
            assertThat(site.admin("/api/deliveries").body())
                    .contains("\"source\":\"github\"", "\"owner\":\"octo-org\"");
            assertThat(test(site, "gitlab").json().get("status").getAsInt()).isEqualTo(403);
            assertThat(test(site, "sns").status()).isEqualTo(404);
            assertThat(site.admin("/api/senders").body()).doesNotContain(TestServer.SECRET);
        }
    }

    @Test
    void a_door_that_speaks_tls_is_used_too() throws Exception {
        Certificates certificates = new Certificates(folder.resolve("authority"));
        Path place = Files.createDirectories(folder.resolve("tls"));
        certificates.make("one", "ec", 90);
        certificates.install("one", place);
        Map<String, String> tls = Map.of(
                "certificate", place.resolve("chain.pem").toString(),
                "key", place.resolve("key.pem").toString());

        try (TestServer site = site().with("tls", tls).start()) {
            assertThat(test(site, "github").json().get("status").getAsInt()).isEqualTo(200);
        }
    }

    private TestServer site() {
        return TestServer.in(folder.resolve("site")).hook("push-site", "#!/bin/sh", "echo fine");
    }

    private static HttpAnswer test(TestServer site, String sender) throws Exception {
        return site.admin(HookRequest.of("POST", PATH.formatted(sender)));
    }
}
