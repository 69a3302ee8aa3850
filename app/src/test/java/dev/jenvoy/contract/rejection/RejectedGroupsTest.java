package dev.jenvoy.contract.rejection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected requests in groups, through a real server. */
final class RejectedGroupsTest {

    private TestServer site;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder)
                .with("trusted_proxies", List.of("127.0.0.1"))
                .with("allowed_ips", List.of("127.0.0.0/8", "192.0.2.0/24"))
                .hook("push", "#!/bin/sh", "true")
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private List<JsonObject> groups() throws Exception {
        List<JsonObject> groups = new ArrayList<>();
        site.admin("/api/refusals/groups")
                .json()
                .getAsJsonArray("groups")
                .forEach(group -> groups.add(group.getAsJsonObject()));
        return groups;
    }

    private static HookRequest wrong(String from) {
        return HookRequest.push().secret("another secret, which is wrong").with("X-Forwarded-For", from);
    }

    @Test
    void requests_with_the_same_cause_are_one_group_that_says_what_to_do_and_survives_a_restart() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(site.send(wrong("192.0.2.1")).status()).isEqualTo(403);
        }
        assertThat(site.send(wrong("192.0.2.2")).status()).isEqualTo(403);
        assertThat(site.send(HookRequest.push()
                                .with("Content-Type", "text/plain")
                                .with("X-Forwarded-For", "192.0.2.1"))
                        .status())
                .isEqualTo(415);

        List<JsonObject> before = groups();
        assertThat(before).hasSize(3);
        assertThat(before.get(0).get("check").getAsString()).isEqualTo("content-type");
        assertThat(before.get(0).get("advice").getAsString()).contains("application/json");
        JsonObject three = before.get(2);
        assertThat(three.get("from").getAsString()).isEqualTo("192.0.2.1");
        assertThat(three.get("count").getAsLong()).isEqualTo(3);
        assertThat(three.get("source").getAsString()).isEqualTo("github");
        assertThat(three.get("advice").getAsString()).contains("Compare the secret");
        assertThat(three.toString()).doesNotContain(TestServer.SECRET);

        site.stop();
        site.start();

        assertThat(groups()).isEqualTo(before);
        assertThat(site.admin("/api/refusals").json().getAsJsonArray("refusals"))
                .isEmpty();
    }

    @Test
    void deliveries_are_accepted_during_a_flood_from_many_addresses() throws Exception {
        int requests = 600;
        for (int i = 0; i < requests; i++) {
            site.send(wrong("192.0.2." + i % 250).with("X-Hub-Signature-256", "sha256=" + i));
        }

        assertThat(site.send(HookRequest.push().with("X-Forwarded-For", "192.0.2.9"))
                        .status())
                .isEqualTo(200);
        Eventually.that(() -> assertThat(groups().stream()
                        .mapToLong(group -> group.get("count").getAsLong())
                        .sum())
                .isEqualTo(requests));
        assertThat(site.admin("/api/refusals/groups?limit=3")
                        .json()
                        .get("left_out")
                        .getAsLong())
                .isEqualTo(groups().size() - 3L);
    }
}
