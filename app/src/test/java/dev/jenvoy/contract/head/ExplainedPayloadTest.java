package dev.jenvoy.contract.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /api/explain} decides what heads ask of a payload. */
class ExplainedPayloadTest {

    private static final String PUSH = "{\"ref\": \"refs/heads/main\", \"title\": \"yes\","
            + " \"repository\": {\"name\": \"site\", \"owner\": {\"login\": \"acme\"}}}";

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void a_server() throws Exception {
        site = TestServer.in(folder)
                .hook("push-site", "#!/bin/sh", "# jenvoy: when = payload.title == 'yes'")
                .hook("push_hook", "#!/bin/sh")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private HttpAnswer explained(String query, String body) throws Exception {
        return site.admin(HookRequest.of("POST", "/api/explain" + query)
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .body(body));
    }

    @Test
    void conditions_on_the_payload_are_decided() throws Exception {
        HttpAnswer wanted = explained("", PUSH);
        assertThat(wanted.status()).as(wanted.body()).isEqualTo(200);
        assertThat(wanted.json().getAsJsonArray("hooks").toString()).contains("push-site");
        assertThat(wanted.json().get("owner").getAsString()).isEqualTo("acme");

        HttpAnswer unwanted = explained("?event=push", PUSH.replace("yes", "no"));
        assertThat(unwanted.json().getAsJsonArray("hooks")).isEmpty();
        assertThat(unwanted.body()).contains("payload.title == 'yes': false");
    }

    @Test
    void a_payload_may_be_of_another_sender() throws Exception {
        String gitlab = "{\"object_kind\": \"push\", \"ref\": \"refs/heads/main\","
                + " \"project\": {\"path_with_namespace\": \"acme/site\"}}";

        assertThat(explained("?event=push_hook&source=gitlab", gitlab).body())
                .contains("\"push_hook\"", "\"repository\":\"site\"");
        assertThat(explained("?source=nobody", PUSH).status()).isEqualTo(400);
    }

    @Test
    void what_would_be_rejected_is_rejected_with_the_reason() throws Exception {
        assertThat(explained("", "{\"ref\": 7").status()).isEqualTo(400);
        assertThat(explained("", PUSH.replace("site", "../x")).body()).contains("would be rejected with 400");
        assertThat(explained("?branch=main", PUSH).body()).contains("branch: the payload says it");
        assertThat(explained("?event=No%20event", PUSH).status()).isEqualTo(400);
    }

    @Test
    void access_and_size_are_limited_as_for_other_requests() throws Exception {
        String large = "{\"a\": \"" + "x".repeat((1 << 20) - 9) + "\"}";

        assertThat(large.getBytes(StandardCharsets.UTF_8)).hasSize(1 << 20);
        assertThat(explained("", large).status()).isEqualTo(200);
        assertThat(explained("", large + " ").status()).isEqualTo(413);
        HookRequest foreign = HookRequest.of("POST", "/api/explain")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .with("Origin", "https://elsewhere.example")
                .body(PUSH);
        assertThat(site.admin(foreign).status()).isEqualTo(403);
        assertThat(site.admin(foreign.without("Origin").without("Content-Type")).status())
                .isEqualTo(415);
    }
}
