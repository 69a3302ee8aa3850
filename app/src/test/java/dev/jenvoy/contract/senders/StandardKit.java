package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Kit for a sender that follows the Standard Webhooks specification. */
record StandardKit() implements SenderKit {

    private static final String PREFIX = "whsec_";

    @Override
    public String source() {
        return "standard";
    }

    @Override
    public String secret(String seed) {
        return PREFIX + Base64.getEncoder().encodeToString(HookRequest.bytes("planted-standard-secret-" + seed));
    }

    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        String seconds = String.valueOf(at.getEpochSecond());
        return HookRequest.of("POST", "/")
                .framing(HookRequest.Framing.LENGTH)
                .body(body)
                .with("User-Agent", "Svix-Webhooks/1.24")
                .with("Content-Type", "application/json")
                .with("webhook-id", id)
                .with("webhook-timestamp", seconds)
                .with("webhook-signature", "v1," + code(secret, id + "." + seconds + ".", body));
    }

    static String code(String secret, String before, byte[] body) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("not such a secret");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), "HmacSHA256"));
            mac.update(HookRequest.bytes(before));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> proofs() {
        return List.of("webhook-signature", "webhook-timestamp", "webhook-id");
    }

    /** Its id is part of the proof, and an invalid id is a fault of its own. */
    @Override
    public List<Integer> refused() {
        return List.of(403, 400);
    }

    @Override
    public Optional<Duration> window() {
        return Optional.of(Duration.ofMinutes(5));
    }

    @Override
    public Again again() {
        return Again.REFUSED;
    }

    @Override
    public Optional<String> idField() {
        return Optional.of("webhook-id");
    }

    @Override
    public Optional<String> eventField() {
        return Optional.empty();
    }

    @Override
    public String event() {
        return "repository_pushed";
    }

    @Override
    public String push(Push push) {
        return json("repository.pushed", push, push.sha());
    }

    /** The server cannot know which of its own events are pushes; an event named push is one. */
    @Override
    public Optional<String> deletion(Push push) {
        return Optional.of(json("push", push, "0".repeat(40)));
    }

    private static String json(String type, Push push, String after) {
        return """
                {"type":"%s","timestamp":"2026-11-03T20:26:10.344522Z",
                 "data":{"ref":"refs/heads/%s","after":"%s",
                         "repository":{"name":"%s","full_name":"%s/%s","owner":{"login":"%s"}},"sender":{"login":"%s"}}}
                """.formatted(
                        type,
                        push.branch(),
                        after,
                        push.repository(),
                        push.owner(),
                        push.repository(),
                        push.owner(),
                        push.sender());
    }
}
