package dev.jenvoy.contract.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a request to a configured endpoint may hold, and what expressions read out of it. */
class EndpointContentTest {

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void a_server() {
        site = TestServer.in(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void endpoint(Object... keys) throws Exception {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("proof", "none");
        for (int at = 0; at < keys.length; at += 2) {
            entry.put((String) keys[at], keys[at + 1]);
        }
        site.with("endpoints", Map.of("it", entry)).start();
    }

    private static HookRequest request(String type, String body) {
        HookRequest request = HookRequest.of("POST", "/hooks/it")
                .framing(HookRequest.Framing.LENGTH)
                .body(body);
        return type.isEmpty() ? request : request.with("Content-Type", type);
    }

    private void copies() {
        site.hook("it", "#!/bin/sh", "cat \"$1\" > \"" + folder + "/copy\"", "echo \"$VALUE\"");
    }

    private byte[] copy() throws Exception {
        return Files.readAllBytes(folder.resolve("copy"));
    }

    private String value(HookRequest request) throws Exception {
        HttpAnswer answer = site.send(request);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.stdout("it").strip();
    }

    @Test
    void hooks_get_every_body_byte_for_byte() throws Exception {
        copies();
        endpoint();
        byte[] bytes = new byte[70_000];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) (at * 31);
        }
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("application/octet-stream", bytes);
        bodies.put("", new byte[0]);
        bodies.put("application/json", " [1, {\"a\": 2}]\n".getBytes(StandardCharsets.UTF_8));
        bodies.put("application/cloudevents+json; charset=utf-8", "{\"a\":\t2}".getBytes(StandardCharsets.UTF_8));
        bodies.put("application/x-www-form-urlencoded", "a=%20b&a=c+d&=".getBytes(StandardCharsets.UTF_8));
        bodies.put("text/xml", "<a>\u00e4</a>".getBytes(StandardCharsets.ISO_8859_1));
        bodies.put("multipart/form-data; boundary=x", "--x\r\n\r\nv\r\n--x--".getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, byte[]> body : bodies.entrySet()) {
            HttpAnswer answer = site.send(request(body.getKey(), "").body(body.getValue()));
            assertThat(answer.status()).as(body.getKey()).isEqualTo(200);
            assertThat(copy()).as(body.getKey()).isEqualTo(body.getValue());
        }
    }

    @Test
    void what_is_declared_as_json_or_a_form_must_be_it() throws Exception {
        copies();
        endpoint("env", Map.of("VALUE", "'x'"));

        for (String json : List.of("{", "[1] [2]", "{\"a\": 1, \"a\": 2}", "[1,]", "nul", "{\"a\": \"\u0000\"}")) {
            assertThat(site.send(request("application/json", json)).status())
                    .as(json)
                    .isEqualTo(400);
        }
        assertThat(site.send(request("application/json", "[".repeat(600) + "]".repeat(600)))
                        .status())
                .isEqualTo(400);
        assertThat(site.send(request("application/x-www-form-urlencoded", "a=%2"))
                        .status())
                .isEqualTo(400);
        assertThat(site.send(request("text/plain", "x").with("Content-Encoding", "gzip"))
                        .status())
                .isEqualTo(415);
        assertThat(site.send(request("text/plain", "x").target("/hooks/it?a=%zz"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void expressions_read_payload_headers_query_method_and_body() throws Exception {
        copies();
        endpoint(
                "methods", List.of("POST", "PUT"),
                "env",
                        Map.of(
                                "VALUE",
                                "address + '|' + method + '|' + headers['x-kind'] + '|' + query.q + '|' + string(payload.n) + '|' + body"));

        assertThat(value(request("application/json", "{\"n\": 7}")
                        .method("PUT")
                        .target("/hooks/it?q=a%20b&q=c")
                        .with("X-Kind", "k")))
                .isEqualTo("127.0.0.1|PUT|k|a b|7|{\"n\": 7}");
    }

    @Test
    void the_fields_of_a_form_are_the_payload() throws Exception {
        copies();
        endpoint(
                "json_fields",
                List.of("payload"),
                "env",
                Map.of("VALUE", "payload.a + payload.more[1] + payload.payload.x"));

        assertThat(value(request(
                        "application/x-www-form-urlencoded", "a=1+2&more=3&more=4&payload=%7B%22x%22%3A%225%22%7D")))
                .isEqualTo("1 245");
        HttpAnswer broken = site.send(request("application/x-www-form-urlencoded", "a=1&more=2&more=3&payload=%7B"));
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.body()).isEmpty();
    }

    @Test
    void a_type_that_is_set_counts_for_what_is_not_declared() throws Exception {
        copies();
        endpoint("body", "json", "env", Map.of("VALUE", "payload.a"));

        assertThat(value(request("text/plain", "{\"a\": \"b\"}"))).isEqualTo("b");
        assertThat(value(request("", "{\"a\": \"c\"}"))).isEqualTo("c");
    }

    @Test
    void authorization_and_cookies_are_hidden_from_expressions() throws Exception {
        copies();
        endpoint(
                "env",
                Map.of("VALUE", "string(size(headers)) + string('cookie' in headers || 'authorization' in headers)"));

        assertThat(value(request("text/plain", "x").with("Cookie", "c=1").with("Authorization", "Basic eA==")))
                .endsWith("false");
    }

    @Test
    void expressions_give_the_facts_by_which_hooks_are_chosen() throws Exception {
        site.hook(
                "orders_create-shop-main",
                "#!/bin/sh",
                "echo $JENVOY_SOURCE $JENVOY_OWNER $JENVOY_REPO $JENVOY_BRANCH $JENVOY_SHA $JENVOY_SENDER $JENVOY_ACTION",
                "echo $JENVOY_DELIVERY");
        endpoint(
                "event", "headers['x-topic']",
                "repository", "payload.repo",
                "branch", "payload.ref",
                "sha", "payload.sha",
                "sender", "payload.by",
                "action", "payload.what",
                "id", "payload.id");
        String json = "{\"repo\": \"acme/sub/shop\", \"ref\": \"refs/heads/main\", \"sha\": \"1a\", \"by\": \"ann\","
                + " \"what\": \"new\", \"id\": \"d-7\"}";

        HttpAnswer answer = site.send(request("application/json", json).with("X-Topic", "orders/create"));
        assertThat(answer.stdout("orders_create-shop-main")).isEqualTo("hooks/it acme/sub shop main 1a ann new\nd-7\n");
        assertThat(answer.field("X-Jenvoy-Delivery")).isEqualTo("d-7");
    }

    @Test
    void a_fact_that_cannot_be_one_is_rejected_before_it_is_used() throws Exception {
        endpoint(
                "event",
                "headers['x-topic']",
                "repository",
                "payload.repo",
                "branch",
                "payload.branch",
                "id",
                "payload.id");
        Map<String, String> good = Map.of("repo", "shop", "branch", "main", "id", "7");
        Map<String, String> wrong = Map.of("repo", "../../bin", "branch", "a..b", "id", "../x");

        for (String key : good.keySet()) {
            Map<String, String> some = new LinkedHashMap<>(good);
            some.put(key, wrong.get(key));
            assertThat(site.send(request("application/json", new com.google.gson.Gson().toJson(some))
                                    .with("X-Topic", "x"))
                            .status())
                    .as(key)
                    .isEqualTo(400);
        }
        for (String event : List.of("../../../bin/sh", "all", "a b\u00e4")) {
            assertThat(site.send(request("application/json", new com.google.gson.Gson().toJson(good))
                                    .with("X-Topic", event))
                            .status())
                    .as(event)
                    .isEqualTo(400);
        }
    }

    @Test
    void an_expression_without_a_value_rejects_the_request_and_the_list_says_which() throws Exception {
        copies();
        endpoint("env", Map.of("VALUE", "payload.missing"));

        HttpAnswer answer = site.send(request("application/json", "{\"a\": \"not for the list\"}"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
        assertThat(site.admin("/api/refusals").body())
                .contains("endpoints.it.env.VALUE", "missing", "\"check\":\"expression\"")
                .doesNotContain("not for the list");
    }

    @Test
    void variables_are_the_same_at_a_redelivery() throws Exception {
        copies();
        endpoint("env", Map.of("VALUE", "headers['x-kind']"));

        assertThat(value(request("text/plain", "x").with("X-Kind", "k"))).isEqualTo("k");
        site.stop();
        site.start();
        HttpAnswer again = site.admin(HookRequest.of("POST", "/api/deliveries/1/redeliver")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .body("{}"));
        assertThat(again.status()).as(again.body()).isLessThan(300);
        dev.jenvoy.contract.kit.Eventually.that(
                () -> assertThat(site.admin("/api/deliveries/2").body()).contains("\"stdout\":\"k\\n\""));
    }

    @Test
    void variables_have_at_most_64_kb_and_no_nul() throws Exception {
        copies();
        endpoint("body", "json", "env", Map.of("VALUE", "payload.a", "OTHER", "payload.b"));
        String half = "x".repeat(40_000);

        assertThat(site.send(request("", "{\"a\": \"" + half + "\", \"b\": \"" + half + "\"}"))
                        .status())
                .isEqualTo(413);
        assertThat(site.send(request("", "{\"a\": \"x\\u0000\", \"b\": \"\"}")).status())
                .isEqualTo(400);
        assertThat(value(request("", "{\"a\": \"; touch /x $(id)\", \"b\": \"\"}")))
                .isEqualTo("; touch /x $(id)");
    }

    @Test
    void an_expression_reads_a_body_of_8_mb_at_most() throws Exception {
        copies();
        endpoint("env", Map.of("VALUE", "body.startsWith('x') ? 'y' : 'n'"));

        assertThat(value(request("text/plain", "x".repeat(2 << 20)))).isEqualTo("y");
        assertThat(site.send(request("text/plain", "x".repeat((8 << 20) + 1))).status())
                .isEqualTo(413);
    }

    @Test
    void the_same_id_runs_once_where_the_sender_resends() throws Exception {
        site.hook("it", "#!/bin/sh", "echo x >> \"" + folder + "/runs\"", "echo done");
        endpoint("id", "payload.id", "resends", true);
        HookRequest request = request("application/json", "{\"id\": \"evt_1\"}");

        assertThat(value(request)).isEqualTo("done");
        assertThat(value(request)).isEqualTo("done");
        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSize(1);
    }
}
