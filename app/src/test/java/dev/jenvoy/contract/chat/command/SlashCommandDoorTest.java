package dev.jenvoy.contract.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.TestServer;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /chat/ACCOUNT}: slash commands of a service, carried out for admins that the service vouches for. */
class SlashCommandDoorTest {

    private static final String SIGNING = "jenvoy-signing-secret-for-tests";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private TestServer site;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Map<String, ?> work = Map.of(
                "kind",
                "slack",
                "token",
                "xoxb-token-of-the-tests",
                "signing_secret",
                SIGNING,
                "admins",
                List.of("U100"));
        site = TestServer.in(folder)
                .with(
                        "chat",
                        Map.of(
                                "accounts", Map.of("work", work),
                                "rooms", Map.of("dev", Map.of("account", "work", "address", "C100"))))
                .start();
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static String form(String user, String text) {
        return "command=%2Frepohook&user_id=" + user + "&text=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String signature(String secret, String time, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "v0="
                + HexFormat.of().formatHex(mac.doFinal(("v0:" + time + ":" + body).getBytes(StandardCharsets.UTF_8)));
    }

    private HttpRequest request(String account, String secret, String body) throws Exception {
        String time = Long.toString(Instant.now().getEpochSecond());
        return HttpRequest.newBuilder(site.uri("/chat/" + account))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Slack-Request-Timestamp", time)
                .header("X-Slack-Signature", signature(secret, time, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> post(String account, String secret, String body) throws Exception {
        return client.send(request(account, secret, body), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void an_admin_changes_routes_and_reads_the_reply_alone() throws Exception {
        HttpResponse<String> answer = post("work", SIGNING, form("U100", "route acme/site dev push"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"ephemeral\"").contains("acme/site → dev: push");
    }

    @Test
    void somebody_else_changes_nothing() throws Exception {
        HttpResponse<String> answer = post("work", SIGNING, form("U999", "route acme/site dev push"));

        assertThat(answer.body()).doesNotContain("acme/site");
    }

    /** Threads that wait for the replies, which never come, would be eight, for 2.5 s each. */
    @Test
    void sixty_commands_of_a_stranger_delay_no_other_request() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(client.sendAsync(
                    request("work", SIGNING, form("U999", "x" + i)), HttpResponse.BodyHandlers.ofString()));
        }
        Duration most = Duration.ofSeconds(8);
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(most.toSeconds(), TimeUnit.SECONDS);

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(answers)
                .filteredOn(answer -> answer.join().body().equals("{}"))
                .hasSize(59);
    }

    @Test
    void a_wrong_signature_is_401_without_a_reason() throws Exception {
        HttpResponse<String> answer = post("work", "another-signing-secret", form("U100", "routes"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void a_command_is_accepted_once() throws Exception {
        String time = Long.toString(Instant.now().getEpochSecond());
        String body = form("U100", "route acme/site dev push");
        HttpRequest request = HttpRequest.newBuilder(site.uri("/chat/work"))
                .timeout(PATIENCE)
                .header("X-Slack-Request-Timestamp", time)
                .header("X-Slack-Signature", signature(SIGNING, time, body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();

        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(200);
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void an_unknown_account_has_no_address_and_other_methods_are_refused() throws Exception {
        assertThat(post("nowhere", SIGNING, form("U100", "routes")).statusCode())
                .isEqualTo(404);
        HttpRequest get =
                HttpRequest.newBuilder(site.uri("/chat/work")).timeout(PATIENCE).build();
        assertThat(client.send(get, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void a_body_of_more_than_16_kilobytes_is_413() throws Exception {
        assertThat(post("work", SIGNING, form("U100", "x".repeat(17_000))).statusCode())
                .isEqualTo(413);
    }
}
