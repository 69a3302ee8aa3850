package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Events;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests named tokens with roles, through the real server. */
class AdminRolesTest {

    private static final String SINGLE = "planted-single-token-9d1f7be04c";
    private static final String READ = "planted-read-token-51ab0c2e77";
    private static final String OPERATE = "planted-operate-token-8f2e11d0";
    private static final String ADMIN = "planted-admin-token-c0ffee1234";

    private TestServer site;

    @BeforeEach
    void make(@TempDir Path folder) {
        site = TestServer.in(folder)
                .with("admin_token", SINGLE)
                .with(
                        "admin_tokens",
                        Map.of(
                                "wall", Map.of("token", READ, "role", "read"),
                                "night-shift", Map.of("token", OPERATE, "role", "operate"),
                                "ops", Map.of("token", ADMIN, "role", "admin")));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private HttpAnswer as(String token, HookRequest request) throws IOException {
        return site.admin(request.with("Authorization", "Bearer " + token));
    }

    private static HookRequest json(String method, String path, String body) {
        return HookRequest.of(method, path)
                .with("Content-Type", "application/json")
                .body(body)
                .framing(HookRequest.Framing.LENGTH);
    }

    /** Returns a request for each operation of the API that is not GET, and for those that the document leaves out. */
    private List<HookRequest> changing() throws IOException {
        List<HookRequest> requests = new ArrayList<>();
        JsonObject paths =
                as(ADMIN, HookRequest.of("GET", "/api/openapi.json")).json().getAsJsonObject("paths");
        for (Map.Entry<String, JsonElement> path : paths.entrySet()) {
            for (String method : path.getValue().getAsJsonObject().keySet()) {
                if (!method.equals("get")
                        && !path.getKey().equals("/api/session")
                        && !path.getKey().equals("/api/explain")) {
                    String upper = method.toUpperCase(Locale.ROOT);
                    String filled = path.getKey().replaceAll("\\{[a-z]+}", "1");
                    requests.add(json(upper, filled, "{}"));
                    requests.add(json(upper, filled.replaceFirst("^/conduit", ""), "{}"));
                    requests.add(HookRequest.of(upper, filled));
                }
            }
        }
        return requests;
    }

    @Test
    void a_token_to_read_sees_everything_and_changes_nothing() throws Exception {
        site.hook("push", "#!/bin/sh").start();
        site.send(HookRequest.push());

        for (String path : List.of("/api/deliveries", "/api/deliveries/1", "/api/config", "/api/audit", "/metrics")) {
            assertThat(as(READ, HookRequest.of("GET", path)).status()).as(path).isEqualTo(200);
        }
        List<HookRequest> requests = changing();
        assertThat(requests).hasSizeGreaterThan(40);
        for (HookRequest request : requests) {
            HttpAnswer answer = as(READ, request);
            assertThat(answer.status())
                    .as(request.method() + " " + request.target())
                    .isEqualTo(403);
            assertThat(answer.error()).contains("this needs the role", "wall has read");
        }
        assertThat(site.admin(HookRequest.of("GET", "/api/deliveries").with("Authorization", "Bearer " + ADMIN))
                        .json()
                        .getAsJsonArray("deliveries"))
                .hasSize(1);
    }

    @Test
    void a_token_to_operate_runs_again_and_changes_no_endpoint() throws Exception {
        site.hook("push", "#!/bin/sh").start();
        site.send(HookRequest.push());

        assertThat(as(OPERATE, HookRequest.of("POST", "/api/deliveries/1/redeliver"))
                        .status())
                .isEqualTo(202);
        String endpoint = "{\"provider\":\"github\",\"repo_id\":\"7\",\"repo_path\":\"acme/site\"}";
        assertThat(as(OPERATE, json("POST", "/conduit/webhooks/register", endpoint))
                        .status())
                .isEqualTo(403);
        assertThat(as(OPERATE, json("POST", "/webhooks/register", endpoint)).status())
                .isEqualTo(403);
        assertThat(as(ADMIN, json("POST", "/webhooks/register", endpoint)).status())
                .isEqualTo(201);
        assertThat(as(SINGLE, json("DELETE", "/webhooks", endpoint)).status()).isEqualTo(200);
    }

    @Test
    void a_delivery_shows_the_name_of_the_token_that_ran_it_again() throws Exception {
        site.hook("push", "#!/bin/sh").start();
        site.send(HookRequest.push());
        as(OPERATE, HookRequest.of("POST", "/api/deliveries/1/redeliver"));

        JsonObject by =
                as(READ, HookRequest.of("GET", "/api/deliveries/2")).json().getAsJsonObject("redelivered_by");
        assertThat(by.get("name").getAsString()).isEqualTo("night-shift");
        assertThat(by.get("way").getAsString()).isEqualTo("token");
        assertThat(by.get("address").getAsString()).isEqualTo("127.0.0.1");
    }

    @Test
    void a_session_has_the_role_of_its_token() throws Exception {
        site.start();
        String cookie = site.admin(json("POST", "/api/session", "{\"token\": \"" + READ + "\"}"))
                .field("set-cookie")
                .split(";")[0];

        JsonObject session = site.admin(HookRequest.of("GET", "/api/session").with("Cookie", cookie))
                .json();
        assertThat(session.get("role").getAsString()).isEqualTo("read");
        assertThat(session.get("name").getAsString()).isEqualTo("wall");
        assertThat(session.get("way").getAsString()).isEqualTo("session");
        assertThat(site.admin(HookRequest.of("GET", "/api/status").with("Cookie", cookie))
                        .status())
                .isEqualTo(200);
        assertThat(site.admin(HookRequest.of("POST", "/api/deliveries/1/cancel").with("Cookie", cookie))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_token_that_leaves_the_file_is_rejected_at_once_with_its_sessions_and_streams() throws Exception {
        site.without("admin_token").start();
        String cookie = site.admin(json("POST", "/api/session", "{\"token\": \"" + READ + "\"}"))
                .field("set-cookie")
                .split(";")[0];
        try (Events events = Events.of(site, HookRequest.of("GET", "/api/live").with("Cookie", cookie))) {
            assertThat(events.next()).isNotNull();

            site.with("admin_tokens", Map.of("ops", Map.of("token", ADMIN, "role", "admin")));

            assertThat(as(READ, HookRequest.of("GET", "/api/status")).status()).isEqualTo(401);
            assertThat(site.admin(HookRequest.of("GET", "/api/status").with("Cookie", cookie))
                            .status())
                    .isEqualTo(401);
            assertThat(events.rest()).isNotNull();
        }
        site.with("admin_tokens", Map.of());
        assertThat(as(ADMIN, HookRequest.of("GET", "/api/status")).status()).isEqualTo(401);
        // No token is left, and yet the door does not open for requests without one.
        assertThat(site.admin(HookRequest.of("GET", "/api/status")).status()).isEqualTo(401);
    }

    @Test
    void a_role_that_shrinks_ends_what_the_larger_one_opened() throws Exception {
        site.start();
        try (Events events =
                Events.of(site, HookRequest.of("GET", "/api/live").with("Authorization", "Bearer " + ADMIN))) {
            assertThat(events.next()).isNotNull();
            site.with("admin_tokens", Map.of("ops", Map.of("token", ADMIN, "role", "read")));

            assertThat(events.rest()).isNotNull();
        }
        assertThat(as(ADMIN, HookRequest.of("GET", "/api/status")).status()).isEqualTo(200);
        assertThat(as(ADMIN, HookRequest.of("POST", "/api/catch-up")).status()).isEqualTo(403);
    }

    @Test
    void no_answer_and_no_log_has_a_token() throws Exception {
        site.start();
        as(READ, HookRequest.of("POST", "/api/deliveries/1/cancel"));
        Eventually.that(() -> assertThat(
                        as(ADMIN, HookRequest.of("GET", "/api/audit")).body())
                .contains("\"refused\""));

        String config = as(ADMIN, HookRequest.of("GET", "/api/config")).body();
        assertThat(config).contains("\"admin_tokens\":{", "\"token\":\"(set)\"", "\"role\":\"read\"");
        for (String path : List.of("/api/config", "/api/audit", "/api/session", "/api/status")) {
            assertThat(as(ADMIN, HookRequest.of("GET", path)).body())
                    .as(path)
                    .doesNotContain(SINGLE, READ, OPERATE, ADMIN);
        }
    }
}
