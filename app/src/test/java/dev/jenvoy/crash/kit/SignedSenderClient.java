package dev.jenvoy.crash.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs deliveries like GitHub, and sends them to a server on this machine. */
public final class SignedSenderClient {

    public static final String SECRET = "a secret of the crash tests";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    public HttpResponse<String> push(int port, String id, String repository) throws IOException, InterruptedException {
        return push(port, id, repository, 0);
    }

    /** @param padding the number of bytes to add to the payload */
    public HttpResponse<String> push(int port, String id, String repository, int padding)
            throws IOException, InterruptedException {
        byte[] body = payload(id, repository, padding);
        return send(port, id, "push", body, signature(body));
    }

    public HttpResponse<String> send(int port, String id, String event, byte[] body, String signature)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", id)
                .header("X-Hub-Signature-256", signature)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public static byte[] payload(String id, String repository, int padding) {
        String json = """
                {"ref":"refs/heads/main","after":"0123456789abcdef0123456789abcdef01234567","deleted":false,
                 "repository":{"name":"%s","full_name":"acme/%s","owner":{"login":"acme"}},
                 "sender":{"login":"octo"},"id":"%s","padding":"%s"}
                """.formatted(repository, repository, id, "x".repeat(padding));
        return json.getBytes(StandardCharsets.UTF_8);
    }

    public static String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
