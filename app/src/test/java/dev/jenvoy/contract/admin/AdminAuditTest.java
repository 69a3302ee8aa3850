package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the audit log, through the real server. */
class AdminAuditTest {

    private static final String TOKEN = "planted-token-9d1f7be04c";

    private TestServer site;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        site = TestServer.in(folder)
                .with("admin_token", TOKEN)
                .hook("push", "#!/bin/sh", "exit 1")
                .start();
        site.send(HookRequest.push());
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private HttpAnswer ask(HookRequest request) throws IOException {
        return site.admin(request.with("Authorization", "Bearer " + TOKEN));
    }

    private static HookRequest json(String method, String path, String body) {
        return HookRequest.of(method, path)
                .with("Content-Type", "application/json")
                .body(body)
                .framing(HookRequest.Framing.LENGTH);
    }

    private List<JsonObject> records(String query) throws IOException {
        JsonArray records =
                ask(HookRequest.of("GET", "/api/audit" + query)).json().getAsJsonArray("records");
        return StreamSupport.stream(records.spliterator(), false)
                .map(one -> one.getAsJsonObject())
                .toList();
    }

    private static String text(JsonObject object, String name) {
        return object.has(name) ? object.get(name).getAsString() : "";
    }

    @Test
    void a_redelivery_is_on_record_before_it_is_answered() throws Exception {
        assertThat(ask(json("POST", "/api/deliveries/1/redeliver", "{\"hooks\": \"failed\"}"))
                        .status())
                .isEqualTo(202);

        List<JsonObject> records = records("?act=redeliver");
        assertThat(records).hasSize(1);
        JsonObject one = records.get(0);
        assertThat(text(one, "result")).isEqualTo("done");
        assertThat(text(one, "who")).isEqualTo("admin_token");
        assertThat(text(one, "way")).isEqualTo("token");
        assertThat(text(one, "address")).isEqualTo("127.0.0.1");
        assertThat(text(one, "entry")).isEqualTo("1");
        assertThat(text(one, "about")).isEqualTo("hooks failed");
        assertThat(text(one, "detail")).isEqualTo("new entry 2");
    }

    @Test
    void what_changed_nothing_is_not_on_record() throws Exception {
        ask(HookRequest.of("POST", "/api/deliveries/99/redeliver"));
        ask(HookRequest.of("POST", "/api/deliveries/1/cancel"));
        ask(json("POST", "/api/redeliveries?state=failed", "{\"dry_run\": true}"));
        ask(HookRequest.of("POST", "/api/catch-up?dry_run=true"));
        ask(HookRequest.of("GET", "/api/deliveries"));

        assertThat(records("")).isEmpty();
    }

    @Test
    void what_a_request_says_beside_what_is_read_neither_hides_nor_changes_its_record() throws Exception {
        HttpAnswer answer = ask(json(
                "POST",
                "/api/deliveries/1/redeliver?dry_run=true&hooks=failed&from=nowhere",
                "{\"hook\": \"push\", \"dry_run\": true}"));
        assertThat(answer.status()).isEqualTo(202);

        assertThat(records("?act=redeliver"))
                .singleElement()
                .satisfies(one -> assertThat(text(one, "about")).isEqualTo("hook push"));
        assertThat(ask(json("POST", "/api/deliveries/1/redeliver?hooks=failed", "{}"))
                        .status())
                .isIn(202, 409);
        assertThat(records("?act=redeliver").toString()).doesNotContain("hooks failed");
    }

    @Test
    void many_that_are_run_again_are_on_record_by_their_filters_and_their_part() throws Exception {
        HttpAnswer answer = ask(json(
                "POST", "/api/redeliveries?state=failed,succeeded&from=2020-01-01T00:00:00Z", "{\"from\": \"push\"}"));
        assertThat(answer.status()).isEqualTo(202);

        assertThat(records("?act=redeliver_many"))
                .singleElement()
                .satisfies(one -> assertThat(text(one, "about"))
                        .isEqualTo("state failed,succeeded, from 2020-01-01T00:00:00Z, from push"));
    }

    @Test
    void a_test_delivery_is_on_record() throws Exception {
        assertThat(ask(HookRequest.of("POST", "/api/senders/github/test")).status())
                .isEqualTo(200);

        assertThat(records("?act=test_delivery")).singleElement().satisfies(one -> {
            assertThat(text(one, "about")).isEqualTo("sender github");
            assertThat(text(one, "detail")).isEqualTo("status 200");
        });
    }

    @Test
    void an_endpoint_is_on_record_without_its_secret() throws Exception {
        String secret = "planted-endpoint-secret-5d5d5d5d";
        String named = "\"provider\":\"github\",\"repo_id\":\"7\",\"repo_path\":\"acme/site\"";
        HttpAnswer registered = ask(json("POST", "/conduit/webhooks/register", "{" + named + "}"));
        assertThat(registered.status()).isEqualTo(201);
        assertThat(ask(json("PATCH", "/webhooks/import", "{" + named + ",\"secret\":\"" + secret + "\"}"))
                        .status())
                .isEqualTo(201);
        ask(json("DELETE", "/webhooks", "{" + named + "}"));

        List<JsonObject> records = records("");
        assertThat(records)
                .extracting(one -> text(one, "act"))
                .containsExactly("endpoint_remove", "endpoint_import", "endpoint_register");
        assertThat(text(records.get(2), "about")).isEqualTo("provider github, repo_id 7, repo_path acme/site");
        String made = registered.json().getAsJsonObject("data").get("secret").getAsString();
        assertThat(records.toString()).doesNotContain(secret, made);
    }

    @Test
    void sign_ins_and_failed_ones_are_on_record_and_many_of_those_are_counted() throws Exception {
        HttpAnswer in = site.admin(json("POST", "/api/session", "{\"token\": \"" + TOKEN + "\"}"));
        String cookie = in.field("set-cookie").split(";")[0];
        site.admin(HookRequest.of("DELETE", "/api/session").with("Cookie", cookie));
        for (int i = 0; i < 4; i++) {
            site.admin(HookRequest.of("GET", "/api/status").with("Authorization", "Bearer guessed-" + i));
        }

        Eventually.that(() -> assertThat(records("?result=refused")).hasSize(4).allSatisfy(one -> {
            assertThat(text(one, "act")).isEqualTo("sign_in");
            assertThat(text(one, "way")).isEqualTo("refused");
            assertThat(text(one, "detail")).isEqualTo("wrong token");
        }));
        Eventually.that(() -> assertThat(records("?result=done"))
                .extracting(one -> text(one, "act"))
                .containsExactly("sign_out", "sign_in"));
        assertThat(records("").toString()).doesNotContain("guessed", TOKEN);
    }

    @Test
    void a_change_of_the_configuration_is_on_record_by_its_keys() throws Exception {
        site.with("max_backlog", 7).with("env_pass", List.of("PLANTED"));

        Eventually.that(() -> assertThat(records("?act=configuration").toString())
                .contains("max_backlog", "env_pass", "\"way\":\"server\"")
                .doesNotContain("PLANTED"));
    }

    @Test
    void records_survive_a_restart_and_are_read_page_by_page() throws Exception {
        for (int i = 0; i < 3; i++) {
            // One that still runs is answered 409, which is not on record.
            Eventually.that(() -> assertThat(ask(HookRequest.of("POST", "/api/deliveries/1/redeliver"))
                            .status())
                    .isEqualTo(202));
        }
        site.stop();
        site.start();

        JsonObject first = ask(HookRequest.of("GET", "/api/audit?limit=2")).json();
        assertThat(first.getAsJsonArray("records")).hasSize(2);
        JsonObject second = ask(HookRequest.of(
                        "GET", "/api/audit?limit=2&cursor=" + first.get("next").getAsString()))
                .json();
        assertThat(second.getAsJsonArray("records")).hasSize(1);
        assertThat(second.get("next").isJsonNull()).isTrue();
        assertThat(records("?entry=1&text=NEW+entry")).hasSize(3);
        assertThat(records("?who=nobody")).isEmpty();
        assertThat(records("?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z"))
                .isEmpty();
        for (String wrong : List.of("limit=0", "limit=501", "cursor=x", "result=odd", "from=yesterday", "entry=-1")) {
            assertThat(ask(HookRequest.of("GET", "/api/audit?" + wrong)).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }
}
