package dev.jenvoy.contract.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chat over the admin API. */
class ChatApiTest {

    private static final String TOKEN = "planted-token-b7d0c1";

    private TestServer site;
    private SlackRoom dev;
    private SlackRoom ops;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        dev = SlackRoom.open();
        ops = SlackRoom.open();
        site = TestServer.in(folder)
                .with(
                        "chat",
                        Map.of(
                                "rooms", Map.of("dev", dev.entry(), "ops", ops.entry()),
                                "routes",
                                        List.of(Map.of(
                                                "repo", "octo-org/*", "room", "ops", "events", List.of("release")))))
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
        dev.close();
        ops.close();
    }

    private HttpAnswer change(String method, String path, String json) throws Exception {
        return site.admin(HookRequest.of(method, path)
                .with("Content-Type", "application/json")
                .framing(HookRequest.Framing.LENGTH)
                .body(json));
    }

    private JsonObject room(String name) throws Exception {
        return site.admin("/api/chat").json().getAsJsonArray("rooms").asList().stream()
                .map(room -> room.getAsJsonObject())
                .filter(room -> room.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonObject message(int at) throws Exception {
        return site.admin("/api/chat/messages")
                .json()
                .getAsJsonArray("messages")
                .get(at)
                .getAsJsonObject();
    }

    private void routePushes() throws Exception {
        assertThat(change("PUT", "/api/chat/routes", "{\"repo\":\"acme/*\",\"room\":\"dev\",\"events\":[\"push\"]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_parameter_that_is_given_twice_is_400_and_changes_nothing() throws Exception {
        for (String repo : List.of("a/b", "c/d")) {
            assertThat(change(
                                    "PUT",
                                    "/api/chat/routes",
                                    "{\"repo\":\"" + repo + "\",\"room\":\"dev\",\"events\":[\"push\"]}")
                            .status())
                    .isEqualTo(200);
        }
        HttpAnswer answer = site.admin(
                HookRequest.of("DELETE", "/api/chat/routes?repo=a/b&repo=c/d").with("X-Requested-With", "test"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("repo: expected one");
        assertThat(site.admin("/api/chat/routes?repo=a/b&repo=c/d").body()).contains("a/b → dev", "c/d → dev");
        for (String path : List.of(
                "/api/chat/messages?limit=1&limit=2",
                "/api/chat/defaults?set=travis&set=repohook",
                "/api/deliveries?source=github&source=gitlab",
                "/api/overview?hours=1&hours=2",
                "/api/explain?event=push&event=issues",
                "/api/tickets?entry=1&entry=2")) {
            assertThat(site.admin(path).status()).as(path).isEqualTo(400);
        }
        for (String path :
                List.of("/api/chat/messages?state=sent&state=failed", "/api/deliveries?state=failed&state=running")) {
            assertThat(site.admin(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void a_token_is_for_the_name_of_a_repository_alone() throws Exception {
        for (String path : List.of("a%2Fb%2F..%2F..%2Fc/b", "../b", "a/..", "a%2F/b", "a/*")) {
            HttpAnswer answer = change("PUT", "/api/chat/tokens/github/" + path, "{\"token\":\"" + TOKEN + "\"}");
            assertThat(answer.status()).as(path).isBetween(400, 404);
        }
        assertThat(site.admin("/api/chat/config").body()).doesNotContain("(set)");
        assertThat(change("PUT", "/api/chat/tokens/gitlab/a%2Fb%2Fc/d", "{\"token\":\"" + TOKEN + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void without_chat_all_is_404_with_a_clear_text() throws Exception {
        site.without("chat");

        for (String path : List.of("/api/chat", "/api/chat/routes", "/api/chat/defaults", "/api/chat/messages")) {
            HttpAnswer answer = site.admin(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body()).as(path).contains("chat is not configured");
        }
    }

    @Test
    void a_message_is_listed_with_its_text_and_counted() throws Exception {
        routePushes();
        site.send(HookRequest.push());

        Eventually.that(() -> assertThat(message(0).get("state").getAsString()).isEqualTo("sent"));
        assertThat(message(0).get("room").getAsString()).isEqualTo("dev");
        assertThat(dev.texts()).containsExactly("[acme/site] ann pushed main to `6113728`");
        assertThat(message(0).get("text").getAsString()).isEqualTo("[acme/site] ann pushed main to 6113728");
        assertThat(message(0).get("said").getAsString()).isEqualTo("HTTP 200");
        assertThat(room("dev").get("state").getAsString()).isEqualTo("open");
        assertThat(room("dev").has("last_sent")).isTrue();
        assertThat(site.admin("/metrics").body())
                .contains(
                        "jenvoy_chat_messages_total{result=\"sent\",room=\"dev\"} 1.0",
                        "jenvoy_chat_waiting{room=\"dev\"} 0",
                        "jenvoy_chat_oldest_seconds{room=\"ops\"} 0",
                        "jenvoy_chat_shut{room=\"dev\"} 0");
    }

    @Test
    void a_failed_hook_is_said_and_listed_under_its_room() throws Exception {
        site.hook("push", "#!/bin/sh", "echo no such host >&2; exit 3");
        change("PUT", "/api/chat/routes", "{\"repo\":\"acme/*\",\"room\":\"dev\",\"events\":[\"hook.failed\"]}");
        site.send(HookRequest.push());

        Eventually.that(() -> assertThat(dev.texts()).hasSize(1));
        Eventually.that(() -> assertThat(site.admin("/api/chat/messages?room=dev&state=sent")
                        .json()
                        .getAsJsonArray("messages"))
                .hasSize(1));
        assertThat(message(0).get("room").getAsString()).isEqualTo("dev");
        assertThat(message(0).get("text").getAsString()).contains("failed with code 3");
    }

    @Test
    void a_message_that_waits_can_be_dropped_or_sent_at_once() throws Exception {
        routePushes();
        dev.answers(503, "later");
        site.send(HookRequest.push());
        Eventually.that(() -> {
            assertThat(message(0).get("state").getAsString()).isEqualTo("waiting");
            assertThat(message(0).get("said").getAsString()).contains("503");
        });
        assertThat(room("dev").get("waiting").getAsInt()).isEqualTo(1);
        assertThat(room("dev").get("state").getAsString()).isEqualTo("waiting");
        assertThat(site.admin("/metrics").body()).contains("jenvoy_chat_waiting{room=\"dev\"} 1");
        String waiting = "/api/chat/messages/" + message(0).get("message").getAsString();

        dev.answers(200, "ok");
        assertThat(site.admin(HookRequest.of("POST", waiting + "/retry")).status())
                .isEqualTo(202);
        Eventually.that(() -> assertThat(message(0).get("state").getAsString()).isEqualTo("sent"));
        assertThat(site.admin(HookRequest.of("POST", waiting + "/drop")).status())
                .isEqualTo(409);
        assertThat(dev.texts()).hasSize(1);
    }

    @Test
    void a_room_that_was_shut_is_opened_by_a_test() throws Exception {
        routePushes();
        dev.answers(404, "channel_not_found");
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(room("dev").get("state").getAsString()).isEqualTo("shut"));
        Eventually.that(() -> assertThat(message(0).get("state").getAsString()).isEqualTo("failed"));
        assertThat(room("dev").get("last_error").getAsString()).contains("channel_not_found");
        assertThat(site.admin("/metrics").body()).contains("jenvoy_chat_shut{room=\"dev\"} 1");

        dev.answers(200, "ok");
        JsonObject tested =
                site.admin(HookRequest.of("POST", "/api/chat/rooms/dev/test")).json();

        assertThat(tested.get("result").getAsString()).isEqualTo("sent");
        assertThat(room("dev").get("state").getAsString()).isEqualTo("open");
        String failed = "/api/chat/messages/" + message(0).get("message").getAsString();
        assertThat(site.admin(HookRequest.of("POST", failed + "/retry")).status())
                .isEqualTo(202);
        Eventually.that(() -> assertThat(dev.texts()).hasSize(2));
    }

    @Test
    void what_commands_made_outlives_a_restart() throws Exception {
        routePushes();
        change("PUT", "/api/chat/defaults", "{\"events\":[\"issues\"]}");
        site.stop();
        site.start();

        JsonObject config = site.admin("/api/chat/config").json().getAsJsonObject("repohook");
        assertThat(config.toString()).contains("\"acme/*\"", "\"default_events\":[\"issues\"]");
        site.send(HookRequest.push());
        Eventually.that(() -> assertThat(dev.texts()).hasSize(1));
    }

    @Test
    void a_token_is_in_no_answer_and_no_line_of_the_log() throws Exception {
        try (CapturedLog log = CapturedLog.open()) {
            HttpAnswer set = change("PUT", "/api/chat/tokens/github/acme/site", "{\"token\":\"" + TOKEN + "\"}");
            change("PUT", "/api/chat/tokens/none/acme/site", "{\"token\":\"" + TOKEN + "\"}");
            change("PUT", "/api/chat/tokens/github/acme/site", "{\"token\":\"" + TOKEN + "\",\"token\":1}");
            change("PUT", "/api/chat/routes", "{\"repo\":\"acme/site\",\"room\":\"dev\",\"events\":[\"push\"]}");

            assertThat(set.body()).contains("token set for acme/site");
            for (String path :
                    List.of("/api/chat", "/api/chat/routes", "/api/chat/config", "/api/config", "/api/chat/messages")) {
                assertThat(site.admin(path).body())
                        .as(path)
                        .doesNotContain(TOKEN)
                        .doesNotContain("planted-path");
            }
            assertThat(site.admin("/api/chat/config").body()).contains("\"token\":\"(set)\"");
            assertThat(log.lines()).noneMatch(line -> line.contains(TOKEN));
        }
    }

    @Test
    void groups_of_gitlab_may_own_a_repository() throws Exception {
        HttpAnswer set = change("PUT", "/api/chat/tokens/gitlab/acme%2Fteam/site", "{\"token\":\"a\"}");

        assertThat(set.body()).contains("token set for acme/team/site (gitlab)");
        assertThat(site.admin(HookRequest.of("DELETE", "/api/chat/tokens/gitlab/acme%2Fteam/site"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_fixed_route_is_listed_and_not_changed() throws Exception {
        assertThat(change("PUT", "/api/chat/routes", "{\"repo\":\"octo-org/*\",\"room\":\"ops\",\"events\":[\"push\"]}")
                        .status())
                .isEqualTo(409);
        assertThat(site.admin("/api/chat/routes").body()).contains("octo-org/* → ops: release (fixed)");
    }

    @Test
    void an_answer_needs_the_admin_token() throws Exception {
        site.with("admin_token", "planted-admin-1f2e3d");

        assertThat(site.admin("/api/chat").status()).isEqualTo(401);
        assertThat(change("POST", "/api/chat/reset", "{\"yes\":true}").status()).isEqualTo(401);
    }
}
