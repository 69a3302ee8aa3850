package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Kit for GitHub, with one of its two signatures. */
record GitHubKit(String field, String prefix, String algorithm) implements SenderKit {

    @Override
    public String source() {
        return "github";
    }

    /** GitHub has its own keys, and published addresses. */
    @Override
    public void admit(TestServer site, List<String> secrets, List<String> allowed) {
        site.with("allowed_ips", allowed.isEmpty() ? List.of("127.0.0.0/8") : allowed)
                .with("enforce_secret", secrets);
    }

    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        return HookRequest.event("push", "")
                .unsigned()
                .body(body)
                .with("X-GitHub-Delivery", id)
                .with("X-GitHub-Hook-ID", "292430182")
                .with(field, prefix + HookRequest.hmac(algorithm, secret, body));
    }

    @Override
    public List<String> proofs() {
        return List.of(field);
    }

    /** GitHub's published addresses are not known here. */
    @Override
    public int outside() {
        return 503;
    }

    @Override
    public int unconfigured() {
        return 503;
    }

    @Override
    public Optional<HookRequest> trial(String secret, String id, byte[] body, Instant at) {
        return Optional.of(request(secret, id, body, at).with("X-GitHub-Event", "ping"));
    }

    @Override
    public Form form() {
        return Form.WHOLE;
    }

    @Override
    public Optional<String> idField() {
        return Optional.of("X-GitHub-Delivery");
    }

    @Override
    public Optional<String> eventField() {
        return Optional.of("X-GitHub-Event");
    }

    @Override
    public String event() {
        return "push";
    }

    @Override
    public String push(Push push) {
        return json(push, push.sha(), false);
    }

    @Override
    public Optional<String> deletion(Push push) {
        return Optional.of(json(push, "0".repeat(40), true));
    }

    private static String json(Push push, String after, boolean deleted) {
        return """
                {"ref":"refs/heads/%s","before":"28e1879d029cb852e4844d9c718537df08844e03","after":"%s","created":false,
                 "deleted":%s,"forced":false,"commits":[],
                 "repository":{"id":35129377,"name":"%s","full_name":"%s/%s",
                               "owner":{"name":"%s","login":"%s","id":6752317}},
                 "pusher":{"name":"%s","email":"ann@example.com"},"sender":{"login":"%s","id":6752317}}
                """.formatted(
                        push.branch(),
                        after,
                        deleted,
                        push.repository(),
                        push.owner(),
                        push.repository(),
                        push.owner(),
                        push.owner(),
                        push.sender(),
                        push.sender());
    }
}
