package dev.jenvoy.contract.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.CapturedLog;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.MetaApi;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests where a delivery may come from: loopback, trusted and untrusted proxies, GitHub's own ranges. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AddressTest {

    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1/128");

    @TempDir
    static Path folder;

    private MetaApi meta;
    private TestServer site;

    @BeforeAll
    void start() throws Exception {
        meta = MetaApi.start("192.30.252.0/22", "2a0a:a440::/29");
        site = TestServer.in(folder)
                .meta(meta.uri())
                .hook("push-site", "#!/bin/sh", "echo ok")
                .start();
        Eventually.that(
                () -> assertThat(folder.resolve("data/github-meta.json")).exists());
    }

    @AfterAll
    void stop() {
        site.close();
        meta.close();
    }

    @BeforeEach
    void plain() {
        site.with("allowed_ips", LOOPBACK)
                .with("github_ips_only", true)
                .with("enforce_secret", TestServer.SECRET)
                .without("trusted_proxies");
    }

    private int status(HookRequest request) throws IOException {
        return site.send(request).status();
    }

    private int forwarded(String hops) throws IOException {
        return status(HookRequest.push().with("X-Forwarded-For", hops));
    }

    @Test
    void loopback_is_let_in_while_a_secret_is_enforced() throws Exception {
        assertThat(status(HookRequest.push())).isEqualTo(200);
        site.without("allowed_ips");
        HttpAnswer answer = site.send(HookRequest.push());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).contains("address");
        assertThat(answer.body()).doesNotContain("127.0.0.1", "192.30.252");
    }

    @Test
    void loopback_is_not_let_in_without_a_secret(@TempDir Path own) throws Exception {
        try (TestServer open = TestServer.in(own)
                .meta(meta.uri())
                .with("enforce_secret", "")
                .with("allowed_ips", List.of("127.0.0.0/8", "0.0.0.0/0", "::/0"))
                .start()) {
            Eventually.that(
                    () -> assertThat(open.send(HookRequest.push().unsigned()).status())
                            .isEqualTo(403));
            open.with("enforce_secret", TestServer.SECRET);
            assertThat(open.send(HookRequest.push()).status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "x-forwarded-for",
                "Forwarded",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Port",
                "X-Forwarded-Server",
                "X-Forwarded-Scheme",
                "X-Forwarded-Ssl",
                "X-Forwarded-Prefix",
                "X-Forwarded-By",
                "X-Forwarded",
                "X-Real-IP",
                "X-Client-IP",
                "X-Cluster-Client-IP",
                "X-Original-Forwarded-For",
                "X-Originating-IP",
                "X-Remote-IP",
                "X-Remote-Addr",
                "X-ProxyUser-Ip",
                "X-Envoy-External-Address",
                "X-Azure-ClientIP",
                "X-Appengine-User-IP",
                "True-Client-IP",
                "CF-Connecting-IP",
                "CloudFront-Viewer-Address",
                "Fastly-Client-IP",
                "Fly-Client-IP",
                "Proxy-Client-IP",
                "WL-Proxy-Client-IP",
                "Via"
            })
    void what_an_untrusted_peer_forwards_comes_from_outside(String name) throws Exception {
        for (String value : List.of("127.0.0.1", "192.30.252.1", "for=127.0.0.1", "1.1 localhost", "")) {
            assertThat(status(HookRequest.push().with(name, value))).as(value).isEqualTo(403);
        }
        site.with("trusted_proxies", List.of("10.0.0.0/8"));
        assertThat(status(HookRequest.push().with(name, "192.30.252.1"))).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.30.252.1                    | 200",
                "192.30.255.255                  | 200",
                "192.31.0.1                      | 403",
                "192.30.252.1:4711               | 200",
                "[2a0a:a440::1]                  | 200",
                "[2a0a:a440::1]:443              | 200",
                "2a0a:a440::1                    | 200",
                "2a0a:a447:ffff::1               | 200",
                "2a0a:a448::1                    | 403",
                "::ffff:192.30.252.1             | 200",
                "[::ffff:192.30.252.1]:80        | 200",
                "203.0.113.9, 192.30.252.1       | 200",
                "192.30.252.1, 203.0.113.9       | 403",
                "127.0.0.1, 203.0.113.9          | 403",
                "192.30.252.1, 10.1.2.3          | 200",
                "192.30.252.1,10.1.2.3,127.0.0.1 | 200",
                "203.0.113.9,10.1.2.3            | 403",
                "192.30.252.1, 203.0.113.9, 10.1 | 403",
                "garbage, 192.30.252.1           | 200",
                "garbage                         | 403",
                "192.30.252.1, garbage           | 403",
                "192.30.252.1,                   | 403",
                ",192.30.252.1                   | 200",
                "''                              | 403",
                "unknown                         | 403",
                "_hidden                         | 403",
                "192.30.252.1:99999              | 403",
                "192.30.252.01                   | 403",
                "[2a0a:a440::1                   | 403",
                "2a0a:a440::1]                   | 403",
                "[192.30.252.1] x                | 403",
                "192.30.252.1%eth0               | 403",
                "127.0.0.1                       | 403",
                "127.0.0.1, 127.0.0.1            | 403",
                "::1                             | 403",
                "[::1]:5000                      | 403",
                "::ffff:127.0.0.1                | 403",
                "0.0.0.0                         | 403",
                "::                              | 403",
                "localhost                       | 403"
            })
    void a_trusted_proxys_word_is_read_from_the_right(String hops, int status) throws Exception {
        site.with("trusted_proxies", List.of("127.0.0.1", "10.0.0.0/8"));
        assertThat(forwarded(hops)).isEqualTo(status);
    }

    @Test
    void several_fields_of_a_trusted_proxy_are_one_list() throws Exception {
        site.with("trusted_proxies", List.of("127.0.0.1"));
        HookRequest request = HookRequest.push();
        assertThat(status(request.also("X-Forwarded-For", "203.0.113.9").also("X-Forwarded-For", "192.30.252.1")))
                .isEqualTo(200);
        assertThat(status(HookRequest.push()
                        .also("X-Forwarded-For", "192.30.252.1")
                        .also("X-Forwarded-For", "203.0.113.9")))
                .isEqualTo(403);
    }

    @Test
    void a_trusted_proxy_that_tells_no_address_is_no_loopback() throws Exception {
        site.with("trusted_proxies", List.of("127.0.0.1"));
        assertThat(status(HookRequest.push().with("Via", "1.1 proxy"))).isEqualTo(403);
        assertThat(status(HookRequest.push().with("X-Real-IP", "192.30.252.1"))).isEqualTo(403);
    }

    @Test
    void the_log_says_why_the_address_of_a_forwarded_request_is_not_known() throws Exception {
        site.with("debug_level", "DEBUG");
        try (CapturedLog log = CapturedLog.open()) {
            status(HookRequest.push().with("X-Real-IP", "192.30.252.1"));
            site.with("trusted_proxies", List.of("127.0.0.1"));
            status(HookRequest.push().with("X-Real-IP", "192.30.252.1"));
            forwarded("nonsense");

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("check=address"))
                    .map(line -> line.replaceAll("^.* from=(\\S+) .*$", "$1"))
                    .containsExactly(
                            "forwarded-by-untrusted",
                            "trusted-proxy-without-x-forwarded-for",
                            "malformed-x-forwarded-for");
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("how to fix a rejected request"))
                    .anyMatch(line -> line.contains("sent no X-Forwarded-For"));
        } finally {
            site.without("debug_level");
        }
    }

    @Test
    void what_is_allowed_beside_github_counts_behind_a_proxy_too() throws Exception {
        site.with("trusted_proxies", List.of("127.0.0.1"))
                .with("allowed_ips", List.of("203.0.113.0/24", "2001:db8::7"));
        assertThat(forwarded("203.0.113.9")).isEqualTo(200);
        assertThat(forwarded("2001:db8::7")).isEqualTo(200);
        assertThat(forwarded("2001:db8::8")).isEqualTo(403);
        assertThat(status(HookRequest.push())).isEqualTo(403);
    }

    @Test
    void the_addresses_are_checked_or_not_from_the_next_request_on() throws Exception {
        site.without("allowed_ips");
        assertThat(status(HookRequest.push())).isEqualTo(403);
        site.with("github_ips_only", false);
        assertThat(status(HookRequest.push())).isEqualTo(200);
        assertThat(forwarded("203.0.113.9")).isEqualTo(200);
        site.with("github_ips_only", true);
        assertThat(status(HookRequest.push())).isEqualTo(403);
    }

    @Test
    void without_a_list_github_is_asked_to_come_again_and_the_allowed_are_served(@TempDir Path own) throws Exception {
        try (TestServer alone = TestServer.in(own)
                .hook("push-site", "#!/bin/sh", "echo ok")
                .with("trusted_proxies", List.of("127.0.0.1"))
                .start()) {
            assertThat(alone.send(HookRequest.push()).status()).isEqualTo(200);
            HttpAnswer answer = alone.send(HookRequest.push().with("X-Forwarded-For", "192.30.252.1"));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(Integer.parseInt(answer.field("Retry-After"))).isPositive();
            Eventually.that(() -> assertThat(alone.get("/readyz").body()).contains("could not be read"));
            assertThat(alone.get("/readyz").status()).isEqualTo(200);
            alone.without("allowed_ips").without("trusted_proxies");
            assertThat(alone.send(HookRequest.push()).status()).isEqualTo(503);
            assertThat(alone.get("/readyz").status()).isEqualTo(503);
        }
    }

    @Test
    void the_copy_on_disk_serves_the_next_start(@TempDir Path own) throws Exception {
        try (TestServer first = TestServer.in(own).meta(meta.uri()).start()) {
            Eventually.that(
                    () -> assertThat(own.resolve("data/github-meta.json")).exists());
            assertThat(first.get("/readyz").status()).isEqualTo(200);
        }
        try (TestServer second =
                TestServer.in(own).with("trusted_proxies", List.of("127.0.0.1")).start()) {
            assertThat(second.send(HookRequest.push().with("X-Forwarded-For", "192.30.252.1"))
                            .status())
                    .isEqualTo(200);
            assertThat(second.send(HookRequest.push().with("X-Forwarded-For", "203.0.113.1"))
                            .status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"hooks\":[]}",
                "{\"etag\":{},\"fetched\":\"2026-01-01T00:00:00Z\",\"hooks\":[\"192.30.252.0/22\"]}",
                "{\"fetched\":\"+1000000000-12-31T23:59:59.999999999Z\",\"hooks\":[\"192.30.252.0/22\"]}",
                "{\"fetched\":[],\"hooks\":[\"192.30.252.0/22\"]}",
                "{\"fetched\":\"2026-01-01T00:00:00Z\",\"hooks\":[{}]}"
            })
    void a_damaged_copy_on_disk_stops_no_start(String copy, @TempDir Path own) throws Exception {
        java.nio.file.Files.createDirectories(own.resolve("data"));
        java.nio.file.Files.writeString(own.resolve("data/github-meta.json"), copy);
        try (TestServer site = TestServer.in(own)
                .meta(meta.uri())
                .with("trusted_proxies", List.of("127.0.0.1"))
                .start()) {
            Eventually.that(() -> assertThat(site.send(HookRequest.push().with("X-Forwarded-For", "192.30.252.1"))
                            .status())
                    .isEqualTo(200));
        }
    }
}
