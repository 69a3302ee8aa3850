package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the admin API shows of the configuration, and of malicious names and outputs. */
class AdminSecretsTest {

    private TestServer site;

    @BeforeEach
    void make(@TempDir Path folder) {
        site = TestServer.in(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void the_configuration_is_shown_without_its_secrets() throws Exception {
        site.with("enforce_secret", List.of("planted-one", "planted-two"))
                .with("senders", Map.of("gitea", Map.of("secret", "planted-three")))
                .with("admin_token", "planted-four")
                .with("hook_timeout", "90s")
                .with("max_output", "64KB")
                .with("hooks", Map.of("push-*", Map.of("timeout", "5m", "env", Map.of("API", "planted-five"))))
                .start();

        HttpAnswer answer =
                site.admin(HookRequest.of("GET", "/api/config").with("Authorization", "Bearer planted-four"));

        assertThat(answer.body()).doesNotContain("planted");
        JsonObject values = answer.json().getAsJsonObject("values");
        assertThat(values.get("enforce_secret").getAsString()).isEqualTo("(2 set)");
        assertThat(values.get("admin_token").getAsString()).isEqualTo("(set)");
        assertThat(values.get("senders").toString()).contains("\"gitea\":{\"secret\":\"(set)\"");
        assertThat(values.get("hooks").toString())
                .isEqualTo("{\"push-*\":{\"timeout\":\"5m\",\"env\":{\"API\":\"(set)\"}}}");
        assertThat(values.get("hook_timeout").getAsString()).isEqualTo("90s");
        assertThat(values.get("max_output").getAsString()).isEqualTo("64KB");
        assertThat(values.get("child_hooks").getAsString()).isEqualTo("delimited");
        assertThat(answer.json().get("file").getAsString())
                .isEqualTo(site.configFile().toString());
    }

    @Test
    void the_configuration_in_force_is_shown_with_what_is_wrong_with_the_file() throws Exception {
        site.start();
        JsonObject before = site.admin("/api/config").json();
        assertThat(before.getAsJsonArray("restart_needed")).isEmpty();

        site.with("http_port", 5999).with("hook_timeout", "3m");

        JsonObject changed = site.admin("/api/config").json();
        assertThat(changed.getAsJsonArray("restart_needed").toString()).isEqualTo("[\"http_port\"]");
        assertThat(changed.getAsJsonObject("values").get("hook_timeout").getAsString())
                .isEqualTo("3m");
        assertThat(changed.getAsJsonObject("values").get("http_port").getAsInt())
                .isZero();
        assertThat(changed.get("loaded_at").getAsString())
                .isGreaterThan(before.get("loaded_at").getAsString());
        site.write("{\"http_port\": ");
        JsonObject broken = site.admin("/api/config").json();
        assertThat(broken.getAsJsonObject("values").get("hook_timeout").getAsString())
                .isEqualTo("3m");
        JsonObject problem = broken.getAsJsonArray("problems").get(0).getAsJsonObject();
        assertThat(problem.get("level").getAsString()).isEqualTo("error");
        assertThat(problem.get("line").getAsInt()).isEqualTo(1);
    }

    @Test
    void names_and_outputs_that_mean_harm_come_as_valid_json_and_plain_text() throws Exception {
        site.hook(
                        "push",
                        "#!/bin/sh",
                        "printf '\\033[31mred\\033[0m\\000\\007\\377<script>alert(1)</script>\\342\\200\\250\\n'")
                .start();
        site.send(HookRequest.event("push", Payloads.push("refs/heads/<script>alert(1)</script>")));

        JsonObject delivery = site.admin("/api/deliveries?branch=%3Cscript%3Ealert(1)%3C/script%3E")
                .json()
                .getAsJsonArray("deliveries")
                .get(0)
                .getAsJsonObject();
        assertThat(delivery.get("branch").getAsString()).isEqualTo("<script>alert(1)</script>");
        HttpAnswer detail = site.admin("/api/deliveries/1");
        assertThat(detail.field("content-type")).isEqualTo("application/json; charset=utf-8");
        String stdout = detail.json()
                .getAsJsonArray("actions")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("attempts")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("outcome")
                .get("stdout")
                .getAsString();
        assertThat(stdout).isEqualTo("\u001b[31mred\u001b[0m\0\u0007\ufffd<script>alert(1)</script>\u2028\n");
        assertThat(site.admin("/api/deliveries/1/actions/0/attempts/1/stdout").body())
                .isEqualTo(stdout);
    }

    @Test
    void a_delivery_is_found_by_each_filter_and_page_by_page() throws Exception {
        site.hook("push", "#!/bin/sh").start();
        site.send(HookRequest.push());
        site.send(HookRequest.event("push", Payloads.push("refs/heads/next")));
        site.send(HookRequest.event("push", Payloads.push("refs/heads/last")));

        assertThat(branches("?branch=next")).containsExactly("next");
        assertThat(branches("?text=ANN&branch=next")).containsExactly("next");
        assertThat(branches("?text=6113728f&branch=main")).containsExactly("main");
        assertThat(branches("?state=failed,queued")).isEmpty();
        assertThat(branches("?state=failed&state=succeeded&owner=acme&repository=site&event=push&source=github"))
                .containsExactly("last", "next", "main");
        assertThat(branches("?to=2001-01-01T00:00:00Z")).isEmpty();
        JsonObject first = site.admin("/api/deliveries?limit=2").json();
        String cursor = first.get("next").getAsString();
        JsonObject second =
                site.admin("/api/deliveries?limit=2&cursor=" + cursor).json();
        assertThat(second.getAsJsonArray("deliveries")).hasSize(1);
        assertThat(second.get("next").isJsonNull()).isTrue();
        for (String wrong : List.of("limit=0", "limit=501", "state=done", "from=yesterday", "cursor=x")) {
            HttpAnswer answer = site.admin("/api/deliveries?" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.error()).startsWith(wrong.substring(0, wrong.indexOf('=')));
        }
    }

    private List<String> branches(String query) throws Exception {
        return site.admin("/api/deliveries" + query).json().getAsJsonArray("deliveries").asList().stream()
                .map(one -> one.getAsJsonObject().get("branch").getAsString())
                .toList();
    }

    @Test
    void a_large_payload_comes_back_whole() throws Exception {
        site.hook("push", "#!/bin/sh").start();
        String large = Payloads.of("\"ref\":\"refs/heads/main\",\"note\":\"" + "0123456789".repeat(300_000) + "\"");
        site.send(HookRequest.event("push", large));

        assertThat(site.admin("/api/deliveries/1/payload").body()).isEqualTo(large);
    }
}
