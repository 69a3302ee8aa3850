package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Kit for GitLab with a signing token, which uses the signatures of Standard Webhooks. */
record GitLabSignedKit() implements SenderKit {

    private static final String PREFIX = "whsec_";

    @Override
    public String source() {
        return "gitlab";
    }

    @Override
    public String secret(String seed) {
        byte[] key = (seed + "-planted-gitlab-signing-token-9d1").getBytes(StandardCharsets.UTF_8);
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        String seconds = String.valueOf(at.getEpochSecond());
        return GitLabKit.event("Push Hook", id, body)
                .with("webhook-id", id)
                .with("webhook-timestamp", seconds)
                .with("webhook-signature", "v1," + sign(secret, id + "." + seconds + ".", body));
    }

    private static String sign(String secret, String before, byte[] body) {
        if (!secret.startsWith(PREFIX)) {
            throw new IllegalArgumentException("no signing token");
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(HookRequest.bytes(before));
        text.writeBytes(body);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> proofs() {
        return List.of("webhook-signature", "webhook-id", "webhook-timestamp");
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
        return Optional.of("X-Gitlab-Event");
    }

    @Override
    public String event() {
        return "push_hook";
    }

    @Override
    public String push(Push push) {
        return new GitLabKit().push(push);
    }

    @Override
    public Optional<String> deletion(Push push) {
        return new GitLabKit().deletion(push);
    }
}
