package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests users whom a proxy names in a header, through the real server. */
class AdminUsersTest {

    private static final String TOKEN = "planted-token-9d1f7be04c";
    private static final String PROXY = "planted-proxy-secret-77aa01";
    private static final String USER = "X-Forwarded-User";

    private TestServer site;

    @BeforeEach
    void make(@TempDir Path folder) {
        site = TestServer.in(folder).with("admin_token", TOKEN);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void users(Map<String, Object> more) {
        Map<String, Object> users = new HashMap<>(Map.of(
                "proxies", List.of("127.0.0.1"),
                "groups_header", "X-Forwarded-Groups",
                "users", Map.of("ann@acme.example", "operate"),
                "groups", Map.of("ops", "admin", "dev", "read")));
        users.putAll(more);
        site.with("admin_users", users);
    }

    private static HookRequest status() {
        return HookRequest.of("GET", "/api/status");
    }

    private static HookRequest cancel() {
        return HookRequest.of("POST", "/api/deliveries/1/cancel").with("Origin", "http://localhost");
    }

    private HttpAnswer asAnn(HookRequest request) throws IOException {
        return site.admin(request.with(USER, "ann@acme.example"));
    }

    @Test
    void a_user_has_the_highest_role_of_name_and_groups() throws Exception {
        users(Map.of());
        site.start();

        assertThat(asAnn(status()).status()).isEqualTo(200);
        assertThat(asAnn(cancel()).status()).isEqualTo(404);
        HookRequest endpoints = HookRequest.of("POST", "/webhooks/register").with("Origin", "http://localhost");
        assertThat(asAnn(endpoints).status()).isEqualTo(403);
        assertThat(asAnn(endpoints.with("X-Forwarded-Groups", "dev, ops")).status())
                .isEqualTo(400);
        assertThat(site.admin(cancel().with(USER, "bob").with("X-Forwarded-Groups", "dev"))
                        .status())
                .isEqualTo(403);
        JsonObject session = asAnn(HookRequest.of("GET", "/api/session")).json();
        assertThat(session.get("name").getAsString()).isEqualTo("ann@acme.example");
        assertThat(session.get("way").getAsString()).isEqualTo("proxy");
        assertThat(session.get("role").getAsString()).isEqualTo("operate");
    }

    @Test
    void a_user_without_a_role_is_not_let_in() throws Exception {
        users(Map.of());
        site.start();

        HttpAnswer answer = site.admin(status().with(USER, "eve@acme.example"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("eve@acme.example has no role here");
        assertThat(site.admin(status().with(USER, "ANN@acme.example")).status()).isEqualTo(403);
        assertThat(site.admin(HookRequest.of("GET", "/").with(USER, "eve@acme.example"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_header_from_a_peer_that_is_not_listed_counts_for_nothing() throws Exception {
        users(Map.of("proxies", List.of("192.0.2.7"), "role", "admin"));
        site.start();

        assertThat(asAnn(status()).status()).isEqualTo(401);
        assertThat(asAnn(cancel()).status()).isEqualTo(401);
        // Not even by a proxy whose addresses are trusted, nor by an address that the client claims.
        site.with("trusted_proxies", List.of("127.0.0.1"));
        assertThat(asAnn(status().with("X-Forwarded-For", "192.0.2.7")).status())
                .isEqualTo(401);
        assertThat(asAnn(status().with("X-Real-IP", "192.0.2.7")).status()).isEqualTo(401);
        // A token counts all the same, and the name beside it does not.
        HttpAnswer session = asAnn(HookRequest.of("GET", "/api/session").with("Authorization", "Bearer " + TOKEN));
        assertThat(session.json().get("name").getAsString()).isEqualTo("admin_token");
        Eventually.that(() -> assertThat(
                        site.admin(HookRequest.of("GET", "/api/audit").with("Authorization", "Bearer " + TOKEN))
                                .body())
                .contains("not in the proxies of admin_users"));
    }

    @Test
    void a_header_that_the_client_sent_beside_that_of_the_proxy_is_refused() throws Exception {
        users(Map.of());
        site.start();

        HttpAnswer answer = site.admin(status().with(USER, "ann@acme.example").also(USER, "root"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).contains("twice");
        HttpAnswer groups = site.admin(status().with(USER, "ann@acme.example")
                .with("X-Forwarded-Groups", "dev")
                .also("X-Forwarded-Groups", "ops"));
        assertThat(groups.status()).isEqualTo(403);
        assertThat(groups.error()).contains("X-Forwarded-Groups twice");
        assertThat(site.admin(status().with(USER, "ann\u0001")).status()).isIn(400, 403);
        assertThat(site.admin(status().with(USER, "")).status()).isEqualTo(401);
    }

    @Test
    void a_program_of_the_same_machine_cannot_pose_as_the_proxy_without_its_secret() throws Exception {
        users(Map.of("secret", PROXY));
        site.start();

        assertThat(asAnn(status()).status()).isEqualTo(403);
        assertThat(asAnn(status().with("X-Jenvoy-Proxy", "guessed")).status()).isEqualTo(403);
        assertThat(asAnn(status().with("X-Jenvoy-Proxy", PROXY)).status()).isEqualTo(200);
    }

    @Test
    void another_site_cannot_use_the_cookie_of_the_proxy() throws Exception {
        users(Map.of());
        site.start();

        HookRequest bare = HookRequest.of("POST", "/api/deliveries/1/cancel");
        assertThat(asAnn(bare).status()).isEqualTo(403);
        assertThat(asAnn(bare.with("Origin", "http://evil.example")).status()).isEqualTo(403);
        assertThat(asAnn(bare.with("Sec-Fetch-Site", "cross-site")).status()).isEqualTo(403);
        assertThat(asAnn(bare.with("Sec-Fetch-Site", "same-origin")).status()).isEqualTo(404);
        assertThat(asAnn(bare.with("Origin", "http://localhost")).status()).isEqualTo(404);
        assertThat(asAnn(status().with("Sec-Fetch-Site", "cross-site")).status())
                .isEqualTo(403);
    }

    @Test
    void with_users_alone_this_machine_needs_a_user_as_well() throws Exception {
        users(Map.of());
        site.without("admin_token").start();

        assertThat(site.admin(status()).status()).isEqualTo(401);
        assertThat(asAnn(status()).status()).isEqualTo(200);
        site.without("admin_users");
        assertThat(asAnn(status()).status()).isEqualTo(401);
        assertThat(site.admin(status()).status()).isEqualTo(401);
    }

    @Test
    void what_a_user_changes_is_recorded_under_the_name_and_a_visit_once() throws Exception {
        users(Map.of());
        site.hook("push", "#!/bin/sh").start();
        site.send(HookRequest.push());

        HookRequest again =
                HookRequest.of("POST", "/api/deliveries/1/redeliver").with("Origin", "http://localhost");
        assertThat(asAnn(again).status()).isEqualTo(202);
        asAnn(status());

        JsonObject by = asAnn(HookRequest.of("GET", "/api/deliveries/2")).json().getAsJsonObject("redelivered_by");
        assertThat(by.get("name").getAsString()).isEqualTo("ann@acme.example");
        assertThat(by.get("way").getAsString()).isEqualTo("proxy");
        Eventually.that(() -> assertThat(asAnn(HookRequest.of("GET", "/api/audit?who=ann@acme.example"))
                        .json()
                        .getAsJsonArray("records"))
                .extracting(record -> record.getAsJsonObject().get("act").getAsString())
                .containsExactlyInAnyOrder("redeliver", "sign_in"));
    }
}
