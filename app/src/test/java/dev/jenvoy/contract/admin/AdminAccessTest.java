package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests who may use the admin listener. */
class AdminAccessTest {

    private static final String TOKEN = "planted-token-9d1f7be04c";

    private TestServer site;

    @BeforeEach
    void make(@TempDir Path folder) {
        site = TestServer.in(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static HookRequest get(String path) {
        return HookRequest.of("GET", path);
    }

    private static HookRequest post(String path, String json) {
        return HookRequest.of("POST", path)
                .with("Content-Type", "application/json")
                .body(json)
                .framing(HookRequest.Framing.LENGTH);
    }

    private static HookRequest bearer(HookRequest request, String token) {
        return request.with("Authorization", "Bearer " + token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost:5001", "127.0.0.1", "127.0.0.1:80", "[::1]:5001"})
    void without_a_token_this_machine_is_served_under_its_own_names(String host) throws Exception {
        site.start();

        assertThat(site.admin(get("/api/status").with("Host", host)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:5001",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "192.0.2.1",
                "2130706433",
                "127.1",
                "[::2]",
                "localhost:",
                "localhost@evil.example"
            })
    void without_a_token_another_name_is_rejected_for_a_foreign_page_may_have_rebound_it(String host) throws Exception {
        site.start();

        assertThat(site.admin(get("/api/status").with("Host", host)).status()).isIn(400, 403);
        assertThat(site.admin(get("/").with("Host", host)).status()).isIn(400, 403);
    }

    @Test
    void without_a_token_two_hosts_or_no_host_are_rejected() throws Exception {
        site.start();

        assertThat(site.admin(get("/api/status").also("Host", "evil.example")).status())
                .isIn(400, 403);
        try (Wire wire = new Wire(site.adminAddress())) {
            assertThat(wire.send("GET /api/status HTTP/1.0\r\n\r\n").answer().status())
                    .isIn(400, 403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Via", "CF-Connecting-IP"})
    void without_a_token_nothing_forwarded_is_served_not_even_by_a_trusted_proxy(String header) throws Exception {
        site.with("trusted_proxies", List.of("127.0.0.0/8")).start();

        assertThat(site.admin(get("/api/status").with(header, "127.0.0.1")).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://evil.example",
        "Origin, null",
        "Origin, http://localhost:8080",
        "Origin, http://localhost.evil.example",
        "Origin, localhost",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
    })
    void a_page_of_another_origin_changes_nothing(String header, String value) throws Exception {
        site.start();

        HookRequest redeliver = HookRequest.of("POST", "/api/deliveries/1/redeliver");
        assertThat(site.admin(redeliver.with(header, value)).status()).isEqualTo(403);
        assertThat(site.admin(redeliver).status()).isEqualTo(404);
        assertThat(site.admin(redeliver.with("Origin", "http://localhost")).status())
                .isEqualTo(404);
        assertThat(site.admin(redeliver.with("Sec-Fetch-Site", "same-origin")).status())
                .isEqualTo(404);
    }

    @Test
    void a_page_of_another_site_may_link_to_the_page_but_not_read_the_api() throws Exception {
        site.start();

        assertThat(site.admin(get("/").with("Sec-Fetch-Site", "cross-site")).status())
                .isEqualTo(200);
        assertThat(site.admin(get("/api/live").with("Sec-Fetch-Site", "cross-site"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void with_a_token_every_request_needs_it_and_any_address_may_use_it() throws Exception {
        site.with("admin_token", TOKEN).start();

        for (String path : List.of("/api/status", "/api/deliveries", "/metrics", "/api/live", "/nothing")) {
            HttpAnswer refused = site.admin(path);
            assertThat(refused.status()).as(path).isEqualTo(401);
            assertThat(refused.field("www-authenticate")).startsWith("Bearer");
        }
        HookRequest elsewhere = get("/api/status").with("Host", "hooks.example").with("X-Forwarded-For", "192.0.2.7");
        assertThat(site.admin(bearer(elsewhere, TOKEN)).status()).isEqualTo(200);
        assertThat(site.admin(bearer(elsewhere, TOKEN + "x")).status()).isEqualTo(401);
        assertThat(site.admin(bearer(elsewhere, "")).status()).isEqualTo(401);
        assertThat(site.admin(bearer(elsewhere, TOKEN).also("Authorization", "Bearer " + TOKEN))
                        .status())
                .isEqualTo(401);
        assertThat(site.admin("/").status()).isEqualTo(200);
    }

    @Test
    void a_session_lives_in_a_cookie_that_no_script_and_no_other_site_gets() throws Exception {
        site.with("admin_token", TOKEN).start();
        HttpAnswer before = site.admin("/api/session");
        assertThat(before.json().toString()).isEqualTo("{\"authenticated\":false,\"token_required\":true}");

        HttpAnswer login = site.admin(post("/api/session", "{\"token\": \"" + TOKEN + "\"}"));

        assertThat(login.status()).isEqualTo(200);
        String cookie = login.field("set-cookie");
        assertThat(cookie).matches("jenvoy_session=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict");
        String pair = cookie.substring(0, cookie.indexOf(';'));
        HookRequest status = get("/api/status").with("Cookie", "theme=dark; " + pair);
        assertThat(site.admin(status).status()).isEqualTo(200);
        assertThat(site.admin(get("/api/session").with("Cookie", pair))
                        .json()
                        .get("authenticated")
                        .getAsBoolean())
                .isTrue();
        assertThat(site.admin(get("/api/status").with("Cookie", pair.replaceAll(".$", "x")))
                        .status())
                .isEqualTo(401);

        HttpAnswer logout = site.admin(HookRequest.of("DELETE", "/api/session").with("Cookie", pair));
        assertThat(logout.status()).isEqualTo(204);
        assertThat(logout.field("set-cookie")).contains("Max-Age=0");
        assertThat(site.admin(status).status()).isEqualTo(401);
    }

    @Test
    void the_cookie_is_secure_when_a_trusted_proxy_says_that_it_came_over_https() throws Exception {
        site.with("admin_token", TOKEN)
                .with("trusted_proxies", List.of("127.0.0.0/8"))
                .start();

        HttpAnswer login = site.admin(post("/api/session", "{\"token\": \"" + TOKEN + "\"}")
                .with("X-Forwarded-For", "192.0.2.7")
                .with("X-Forwarded-Proto", "https"));

        // The prefix keeps other hosts of the domain from setting the cookie.
        assertThat(login.field("set-cookie"))
                .matches("__Host-jenvoy_session=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Strict; Secure");
        String id = login.field("set-cookie").split(";")[0].split("=")[1];
        HookRequest behindProxy =
                get("/api/status").with("X-Forwarded-For", "192.0.2.7").with("X-Forwarded-Proto", "https");
        assertThat(site.admin(behindProxy.with("Cookie", "__Host-jenvoy_session=" + id))
                        .status())
                .isEqualTo(200);
        assertThat(site.admin(behindProxy.with("Cookie", "jenvoy_session=" + id))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void who_guesses_the_token_is_slowed_down() throws Exception {
        site.with("admin_token", TOKEN).start();
        for (int guess = 0; guess < 5; guess++) {
            assertThat(site.admin(bearer(get("/api/status"), "guess-" + guess)).status())
                    .isEqualTo(401);
        }

        long began = System.nanoTime();
        assertThat(site.admin(post("/api/session", "{\"token\": \"wrong\"}")).status())
                .isEqualTo(401);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(400));
    }

    /**
     * Prometheus and the administrator may use the same address as an attacker: that of a proxy, or of this machine.
     */
    @Test
    void a_right_token_never_waits_for_the_wrong_ones_of_its_address() throws Exception {
        site.with("admin_token", TOKEN).start();
        List<Wire> guesses = new ArrayList<>();
        try {
            for (int guess = 0; guess < 30; guess++) {
                Wire wire = new Wire(site.adminAddress());
                guesses.add(wire);
                wire.send(bearer(get("/api/status"), "guess-" + guess));
            }
            assertThat(guesses.get(29).answer().status()).isEqualTo(429);

            for (int time = 0; time < 3; time++) {
                assertThat(site.admin(bearer(get("/api/status"), TOKEN)).status())
                        .isEqualTo(200);
                assertThat(site.admin(post("/api/session", "{\"token\": \"" + TOKEN + "\"}"))
                                .status())
                        .isEqualTo(200);
            }
            HttpAnswer wrong = site.admin(post("/api/session", "{\"token\": \"wrong\"}"));
            assertThat(wrong.status()).isEqualTo(429);
            assertThat(wrong.field("retry-after")).isNotNull();
        } finally {
            for (Wire wire : guesses) {
                wire.close();
            }
        }
    }

    @Test
    void a_wrong_token_beside_the_question_who_is_logged_in_is_slowed_down_too() throws Exception {
        site.with("admin_token", TOKEN).start();
        for (int guess = 0; guess < 5; guess++) {
            HttpAnswer answer = site.admin(bearer(get("/api/session"), "guess-" + guess));
            assertThat(answer.json().get("authenticated").getAsBoolean()).isFalse();
        }

        long began = System.nanoTime();
        assertThat(site.admin(bearer(get("/api/session"), "wrong")).status()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(400));
    }

    @Test
    void connections_that_say_nothing_do_not_shut_the_listener() throws Exception {
        site.start();
        List<Wire> silent = new ArrayList<>();
        try {
            for (int one = 0; one < 300; one++) {
                silent.add(new Wire(site.adminAddress()));
            }

            assertThat(site.admin("/api/status").status()).isEqualTo(200);
        } finally {
            for (Wire wire : silent) {
                wire.close();
            }
        }
    }

    @Test
    void another_token_takes_effect_at_once_and_ends_what_the_old_one_began() throws Exception {
        site.with("admin_token", TOKEN).start();
        String cookie = site.admin(post("/api/session", "{\"token\": \"" + TOKEN + "\"}"))
                .field("set-cookie")
                .split(";")[0];

        site.with("admin_token", "planted-other-token");

        assertThat(site.admin(bearer(get("/api/status"), "planted-other-token")).status())
                .isEqualTo(200);
        assertThat(site.admin(bearer(get("/api/status"), TOKEN)).status()).isEqualTo(401);
        assertThat(site.admin(get("/api/status").with("Cookie", cookie)).status())
                .isEqualTo(401);
        site.without("admin_token");
        assertThat(site.admin("/api/status").status()).isEqualTo(401);
    }

    @Test
    void nothing_of_it_is_on_the_public_port() throws Exception {
        site.start();

        for (String path : List.of("/api/status", "/api/session", "/api/deliveries", "/metrics", "/assets/main.js")) {
            assertThat(site.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(site.get("/").status()).isEqualTo(405);
    }

    @Test
    void another_method_is_answered_with_those_that_there_are() throws Exception {
        site.start();

        HttpAnswer put = site.admin(HookRequest.of("PUT", "/api/deliveries/1"));
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.field("allow")).isEqualTo("GET, HEAD");
        assertThat(site.admin(HookRequest.of("GET", "/api/deliveries/1/cancel")).field("allow"))
                .isEqualTo("POST");
        assertThat(site.admin(HookRequest.of("PATCH", "/api/session")).field("allow"))
                .isEqualTo("DELETE, GET, HEAD, POST");
        assertThat(site.admin("/api/nothing").status()).isEqualTo(404);
        try (Wire wire = new Wire(site.adminAddress())) {
            String head = wire.send(HookRequest.of("HEAD", "/api/status")).headOnly();
            assertThat(head).startsWith("HTTP/1.1 200");
            assertThat(wire.send(get("/api/status")).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void a_body_is_small_json_and_comes_in_time() throws Exception {
        site.with("admin_token", TOKEN).with("request_timeout", "400ms").start();

        assertThat(site.admin(post("/api/session", "{\"token\": 7}")).status()).isEqualTo(400);
        assertThat(site.admin(post("/api/session", "{\"token\": \"a\"} x")).status())
                .isEqualTo(400);
        assertThat(site.admin(post("/api/session", "{}").with("Content-Type", "text/plain"))
                        .status())
                .isEqualTo(415);
        assertThat(site.admin(post("/api/session", "{\"token\": \"x\", \"token\": \"" + TOKEN + "\"}"))
                        .status())
                .isEqualTo(400);
        String large = "{\"token\": \"" + "x".repeat(70_000) + "\"}";
        assertThat(site.admin(post("/api/session", large)).status()).isEqualTo(413);
        assertThat(site.admin(post("/api/session", large).framing(HookRequest.Framing.CHUNKED))
                        .status())
                .isEqualTo(413);
        try (Wire wire = new Wire(site.adminAddress())) {
            wire.send("POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 20\r\n\r\n{\"tok");
            assertThat(wire.answer().status()).isEqualTo(408);
        }
    }

    @Test
    void every_answer_tells_browsers_to_run_nothing_but_the_page() throws Exception {
        site.with("admin_token", TOKEN).start();

        for (HttpAnswer answer : List.of(
                site.admin("/"),
                site.admin("/api/status"),
                site.admin(bearer(get("/api/status"), TOKEN)),
                site.admin(bearer(get("/api/nothing"), TOKEN)))) {
            assertThat(answer.field("content-security-policy"))
                    .isEqualTo(
                            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                                    + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
            assertThat(answer.field("x-content-type-options")).isEqualTo("nosniff");
            assertThat(answer.field("referrer-policy")).isEqualTo("no-referrer");
            // The page's own files are the same for every user, and are validated each time.
            assertThat(answer.field("cache-control"))
                    .isEqualTo(answer.status() == 200 && answer.body().startsWith("<") ? "no-cache" : "no-store");
        }
    }

    @Test
    void the_files_of_the_page_are_served_with_their_types_and_not_sent_twice() throws Exception {
        site.start();

        HttpAnswer page = site.admin("/");
        assertThat(page.field("content-type")).isEqualTo("text/html; charset=utf-8");
        HttpAnswer script = site.admin("/assets/main.js");
        assertThat(script.field("content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(site.admin("/assets/icon.svg").field("content-type")).isEqualTo("image/svg+xml");
        HttpAnswer again = site.admin(get("/assets/main.js").with("If-None-Match", script.field("etag")));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        HttpAnswer zipped = site.admin(get("/assets/main.js").with("Accept-Encoding", "br, gzip"));
        assertThat(zipped.field("content-encoding")).isEqualTo("gzip");
        assertThat(Integer.parseInt(zipped.field("content-length")))
                .isLessThan(Integer.parseInt(script.field("content-length")));
        for (String other : List.of(
                "/assets/nothing.js",
                "/assets/",
                "/assets/../index.html",
                "/assets/%2e%2e/index.html",
                "/assets/..%2findex.html",
                "/index.html",
                "/assets/main.class")) {
            assertThat(site.admin(other).status()).as(other).isIn(400, 404);
        }
    }

    @Test
    void a_port_that_is_taken_keeps_no_delivery_out() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            site.with("admin_port", taken.getLocalPort()).start();

            assertThat(site.send(HookRequest.push()).status()).isEqualTo(200);
            assertThat(site.get("/readyz").body()).contains("the admin listener cannot be started");
        }
    }
}
