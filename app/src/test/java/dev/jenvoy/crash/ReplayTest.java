package dev.jenvoy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.crash.kit.ServerSite;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests a request that is accepted only once, with a server that is killed in between. */
@Timeout(180)
final class ReplayTest {

    private static final byte[] KEY = "planted-standard-secret-of-a-crash".getBytes(StandardCharsets.UTF_8);
    private static final String BODY = "{\"type\":\"invoice.paid\"}";

    @TempDir
    Path folder;

    private final String seconds = String.valueOf(Instant.now().getEpochSecond());

    private int send(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .header("Content-Type", "application/json")
                .header("webhook-id", "msg_1")
                .header("webhook-timestamp", seconds)
                .header("webhook-signature", "v1," + code())
                .POST(HttpRequest.BodyPublishers.ofString(BODY))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private String code() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return Base64.getEncoder()
                .encodeToString(mac.doFinal(("msg_1." + seconds + "." + BODY).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_request_that_was_accepted_is_rejected_though_the_server_was_killed_and_no_hook_matched() throws Exception {
        ServerSite site = new ServerSite(folder)
                .with(
                        "senders",
                        "{\"standard\": {\"secret\": \"whsec_"
                                + Base64.getEncoder().encodeToString(KEY) + "\"}}");
        try (ServerProcess server = site.start()) {
            assertThat(send(server.port())).isEqualTo(200);
            server.kill();
        }
        try (ServerProcess server = site.start()) {
            assertThat(send(server.port())).isEqualTo(403);
        }
    }
}
