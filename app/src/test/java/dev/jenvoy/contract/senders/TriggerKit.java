package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.sender.trigger.TriggerSignature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Kit for triggers of branch {@code main} of {@code site}, whose signature covers the time but not the body. */
final class TriggerKit implements SenderKit {

    private static final int ITERATIONS = 3;
    private static final AtomicInteger SENT = new AtomicInteger();

    @Override
    public String source() {
        return "trigger";
    }

    @Override
    public void admit(TestServer site, List<String> secrets, List<String> allowed) {
        site.with("TRIGGERS", Map.of("site:main", Map.of("token", secrets, "iterations", ITERATIONS)));
        site.sender(source(), allowed.isEmpty() ? Map.of() : Map.of("allowed_ips", allowed));
    }

    /** A signature is unique only for its second, so each request of now uses another of the last seconds. */
    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        boolean now = Duration.between(at, Instant.now()).abs().toSeconds() < 30;
        long time = at.getEpochSecond() - (now ? SENT.incrementAndGet() % 240 : 0);
        return HookRequest.of("POST", "/site-main")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .with("X-Signature", TriggerSignature.of(time, "site", "main", secret, ITERATIONS))
                .with("X-Signature-Timestamp", String.valueOf(time))
                .body(body);
    }

    @Override
    public List<String> proofs() {
        return List.of("X-Signature", "X-Signature-Timestamp");
    }

    @Override
    public List<Integer> refused() {
        return List.of(400, 401);
    }

    @Override
    public int unconfigured() {
        return 404;
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public boolean readsBody() {
        return false;
    }

    @Override
    public Optional<Duration> window() {
        return Optional.of(Duration.ofSeconds(300));
    }

    @Override
    public Again again() {
        return Again.REFUSED;
    }

    @Override
    public Optional<String> idField() {
        return Optional.empty();
    }

    @Override
    public Optional<String> eventField() {
        return Optional.empty();
    }

    @Override
    public String event() {
        return "push";
    }

    @Override
    public String push(Push push) {
        return "{}";
    }

    @Override
    public Optional<String> deletion(Push push) {
        return Optional.empty();
    }

    @Override
    public Push told(Push push) {
        return new Push(null, push.repository(), push.branch(), null, null);
    }

    @Override
    public String toString() {
        return "trigger";
    }
}
