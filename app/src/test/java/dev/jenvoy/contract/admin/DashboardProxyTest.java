package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.kit.DashboardProxy;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests the files of {@code docs/deploy} that put the dashboard behind a proxy: with the real nginx and the real Caddy.
 */
class DashboardProxyTest {

    @TempDir
    private Path folder;

    private TestServer site;
    private DashboardProxy proxy;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @BeforeEach
    void start() throws Exception {
        site = TestServer.in(folder.resolve("site"))
                .with("trusted_proxies", List.of("127.0.0.1"))
                .with(
                        "admin_users",
                        Map.of(
                                "proxies",
                                List.of("127.0.0.1"),
                                "secret",
                                DashboardProxy.SECRET,
                                "groups_header",
                                "X-Forwarded-Groups",
                                "groups",
                                Map.of("ops", "operate")))
                .hook("push", "#!/bin/sh")
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        if (proxy != null) {
            proxy.close();
        }
        site.close();
    }

    private void begin(DashboardProxy.Kind kind) throws IOException {
        proxy = new DashboardProxy(kind, site, folder.resolve("proxy"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(proxy.origin() + path)).timeout(Duration.ofSeconds(20));
    }

    private HttpRequest.Builder asAnn(String path) {
        return request(path).header("Cookie", DashboardProxy.COOKIE);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    @ParameterizedTest
    @EnumSource(DashboardProxy.Kind.class)
    void a_person_is_led_to_the_sign_in_and_the_page_is_told(DashboardProxy.Kind kind) throws Exception {
        begin(kind);

        HttpResponse<String> page = send(request("/jenvoy/"));
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location").orElseThrow()).contains("/oauth2/sign_in?rd=/jenvoy/");
        assertThat(send(request("/jenvoy/api/session")).statusCode()).isEqualTo(401);
        assertThat(send(request("/jenvoy")).headers().firstValue("Location").orElseThrow())
                .endsWith("/jenvoy/");
        // A client that names itself is led there too.
        assertThat(send(request("/jenvoy/api/status")
                                .header("X-Forwarded-User", "root")
                                .header("X-Auth-Request-Email", "root")
                                .header("X-Auth-Request-Groups", "ops"))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource(DashboardProxy.Kind.class)
    void the_user_is_that_of_the_sign_in_whatever_the_client_claims(DashboardProxy.Kind kind) throws Exception {
        begin(kind);

        HttpRequest.Builder forged = asAnn("/jenvoy/api/session")
                .header("X-Forwarded-User", "root")
                .header("X-Forwarded-Groups", "admins")
                .header("X-Auth-Request-Email", "root")
                .header("X-Jenvoy-Proxy", "guessed")
                .header("Forwarded", "for=203.0.113.9");
        JsonObject session = json(send(forged));
        assertThat(session.get("name").getAsString()).isEqualTo("ann@example.org");
        assertThat(session.get("role").getAsString()).isEqualTo("operate");
        assertThat(session.get("way").getAsString()).isEqualTo("proxy");
        HttpResponse<String> page = send(asAnn("/jenvoy/"));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("src=\"assets/main.js\"");
        assertThat(send(asAnn("/jenvoy/assets/main.js")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(DashboardProxy.Kind.class)
    void the_page_changes_something_and_another_site_does_not(DashboardProxy.Kind kind) throws Exception {
        begin(kind);
        site.send(HookRequest.push());
        String again = "/jenvoy/api/deliveries/1/redeliver";
        HttpRequest.BodyPublisher nothing = HttpRequest.BodyPublishers.noBody();

        assertThat(send(asAnn(again).POST(nothing)).statusCode()).isEqualTo(403);
        assertThat(send(asAnn(again).header("Origin", "https://evil.example").POST(nothing))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(asAnn(again).header("Origin", proxy.origin()).POST(nothing))
                        .statusCode())
                .isEqualTo(202);
        JsonObject by = json(send(asAnn("/jenvoy/api/deliveries/2"))).getAsJsonObject("redelivered_by");
        assertThat(by.get("name").getAsString()).isEqualTo("ann@example.org");
        assertThat(by.get("address").getAsString()).isEqualTo("127.0.0.1");
        assertThat(send(asAnn("/jenvoy/webhooks/register")
                                .header("Origin", proxy.origin())
                                .POST(nothing))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(DashboardProxy.Kind.class)
    void events_come_as_they_happen(DashboardProxy.Kind kind) throws Exception {
        begin(kind);
        HttpResponse<InputStream> live =
                client.send(asAnn("/jenvoy/api/live").build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(live.statusCode()).isEqualTo(200);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(live.body(), StandardCharsets.UTF_8))) {
            // A beat may come before the first status.
            assertThat(next(lines, "event: status")).isEqualTo("event: status");
            site.send(HookRequest.push());
            assertThat(next(lines, "event: delivery")).isEqualTo("event: delivery");
        }
    }

    /** Returns the next line that begins like this. The answer's stream ends after a minute at most. */
    private static String next(BufferedReader lines, String beginning) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = lines.readLine();
        }
        return String.valueOf(line);
    }

    @ParameterizedTest
    @EnumSource(DashboardProxy.Kind.class)
    void a_program_beside_the_proxy_is_not_believed(DashboardProxy.Kind kind) throws Exception {
        begin(kind);

        HookRequest forged = HookRequest.of("GET", "/api/status").with("X-Forwarded-User", "ann@example.org");
        assertThat(site.admin(forged).status()).isEqualTo(403);
        assertThat(site.admin(forged.with("X-Forwarded-Groups", "ops").with("X-Jenvoy-Proxy", "guessed"))
                        .status())
                .isEqualTo(403);
        assertThat(site.admin(HookRequest.of("GET", "/api/status")).status()).isEqualTo(401);
    }
}
