package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Kit for a sender that the configuration describes.
 *
 * @param source its name in the configuration
 * @param described its configuration without the secret
 */
public record CustomSenderKit(String source, Map<String, Object> described) implements SenderKit {

    /** Signs in base64 with the longest hash, and has its own form of payload. */
    public static final CustomSenderKit SIGNING = new CustomSenderKit(
            "depot",
            Map.of(
                    "event_header", "X-Depot-Event",
                    "signature_header", "X-Depot-Signature",
                    "algorithm", "sha512",
                    "encoding", "base64",
                    "prefix", "v2:",
                    "delivery_header", "X-Depot-Id",
                    "payload",
                            Map.of(
                                    "repository", "module.path",
                                    "branch", "line",
                                    "sha", "head.id",
                                    "sender", "by")));

    /** Sends a token, one event and a payload like GitHub's. */
    public static final CustomSenderKit TELLING = new CustomSenderKit(
            "cron-job",
            Map.of("event", "tick", "token_header", "Authorization", "payload", Map.of("branch", "branch")));

    @Override
    public void admit(TestServer site, List<String> secrets, List<String> allowed) {
        Map<String, Object> entry = new LinkedHashMap<>(described);
        entry.put("secret", secrets);
        if (!allowed.isEmpty()) {
            entry.put("allowed_ips", allowed);
        }
        site.sender(source, entry);
    }

    /** An unknown sender is treated like GitHub, whose addresses are not known here. */
    @Override
    public int unconfigured() {
        return 503;
    }

    private boolean signs() {
        return described.containsKey("signature_header");
    }

    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        HookRequest request = HookRequest.of("POST", "/")
                .framing(HookRequest.Framing.LENGTH)
                .body(body)
                .with("Content-Type", "application/json");
        return signs()
                ? request.with("X-Depot-Event", "Line:Moved")
                        .with("X-Depot-Id", id)
                        .with("X-Depot-Signature", "v2:" + hmac(secret, body))
                : request.with("Authorization", "Bearer " + secret);
    }

    @Override
    public Optional<HookRequest> trial(String secret, String id, byte[] body, Instant at) {
        return signs() ? Optional.of(request(secret, id, body, at).with("X-Depot-Event", "Ping")) : Optional.empty();
    }

    @Override
    public boolean triesWithAnything() {
        return true;
    }

    private static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(HookRequest.bytes(secret), "HmacSHA512"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> proofs() {
        return List.of(signs() ? "X-Depot-Signature" : "Authorization");
    }

    @Override
    public boolean coversBody() {
        return signs();
    }

    @Override
    public Optional<String> idField() {
        return signs() ? Optional.of("X-Depot-Id") : Optional.empty();
    }

    @Override
    public Optional<String> eventField() {
        return signs() ? Optional.of("X-Depot-Event") : Optional.empty();
    }

    @Override
    public String event() {
        return signs() ? "line_moved" : "tick";
    }

    @Override
    public String push(Push push) {
        return json(push, push.sha());
    }

    @Override
    public Optional<String> deletion(Push push) {
        return signs() ? Optional.of(json(push, "0".repeat(40))) : Optional.empty();
    }

    /** The commit comes from GitHub's {@code after} if the configuration names no other path. */
    private String json(Push push, String sha) {
        return signs()
                ? """
                {"module":{"path":"%s/%s"},"line":"refs/heads/%s","head":{"id":"%s"},"by":"%s","ref":5}
                """.formatted(push.owner(), push.repository(), push.branch(), sha, push.sender())
                : """
                {"branch":"%s","after":"%s","sender":{"login":"%s"},
                 "repository":{"name":"%s","full_name":"%s/%s","owner":{"login":"%s"}}}
                """.formatted(
                                push.branch(),
                                sha,
                                push.sender(),
                                push.repository(),
                                push.owner(),
                                push.repository(),
                                push.owner());
    }

    @Override
    public String toString() {
        return source;
    }
}
