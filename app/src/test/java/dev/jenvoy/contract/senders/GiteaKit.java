package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Kit for Gitea, Forgejo or Gogs, with the prefix of its fields. */
public record GiteaKit(String prefix) implements SenderKit {

    @Override
    public String source() {
        return "gitea";
    }

    /** Each also sends GitHub's event and delivery. */
    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        return HookRequest.event("push", "")
                .unsigned()
                .body(body)
                .with("X-GitHub-Delivery", id)
                .with(prefix + "Delivery", id)
                .with(prefix + "Event", "push")
                .with(prefix + "Event-Type", "push")
                .with(prefix + "Signature", HookRequest.hmac("HmacSHA256", secret, body));
    }

    @Override
    public List<String> proofs() {
        return List.of(prefix + "Signature");
    }

    @Override
    public Form form() {
        return Form.FIELD;
    }

    @Override
    public Optional<String> idField() {
        return Optional.of(prefix + "Delivery");
    }

    @Override
    public Optional<String> eventField() {
        return Optional.of(prefix + "Event");
    }

    @Override
    public boolean mayLeaveEventEmpty() {
        return true;
    }

    @Override
    public String event() {
        return "push";
    }

    @Override
    public String push(Push push) {
        return json(push, push.sha());
    }

    /** The payload does not say that it deletes. */
    @Override
    public Optional<String> deletion(Push push) {
        return Optional.of(json(push, "0".repeat(40)));
    }

    private static String json(Push push, String after) {
        return """
                {"ref":"refs/heads/%s","before":"28e1879d029cb852e4844d9c718537df08844e03","after":"%s",
                 "compare_url":"","commits":[],"total_commits":1,
                 "repository":{"id":140,"owner":{"id":1,"login":"%s","username":"%s"},"name":"%s","full_name":"%s/%s"},
                 "pusher":{"id":1,"login":"%s"},"sender":{"id":1,"login":"%s","username":"%s"}}
                """.formatted(
                        push.branch(),
                        after,
                        push.owner(),
                        push.owner(),
                        push.repository(),
                        push.owner(),
                        push.repository(),
                        push.sender(),
                        push.sender(),
                        push.sender());
    }
}
