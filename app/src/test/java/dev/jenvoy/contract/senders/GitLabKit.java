package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Kit for GitLab with a secret token. */
record GitLabKit() implements SenderKit {

    @Override
    public String source() {
        return "gitlab";
    }

    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        return event("Push Hook", id, body).with("X-Gitlab-Token", secret);
    }

    /** Returns a request without a proof. */
    static HookRequest event(String event, String id, byte[] body) {
        return HookRequest.of("POST", "/")
                .framing(HookRequest.Framing.LENGTH)
                .body(body)
                .with("User-Agent", "GitLab/18.5.1-ee")
                .with("Content-Type", "application/json")
                .with("Idempotency-Key", id)
                .with("X-Gitlab-Event", event)
                .with("X-Gitlab-Webhook-UUID", "7ab4d5ba-2b7a-4d2c-a0ef-fcbe0e20fb91")
                .with("X-Gitlab-Event-UUID", "13792a34-cac6-4fda-95a8-c58e00a3954e")
                .with("X-Gitlab-Instance", "https://gitlab.example.com");
    }

    @Override
    public List<String> proofs() {
        return List.of("X-Gitlab-Token");
    }

    @Override
    public boolean coversBody() {
        return false;
    }

    @Override
    public Optional<String> idField() {
        return Optional.of("Idempotency-Key");
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
        return json(push, "\"" + push.sha() + "\"", push.sha());
    }

    @Override
    public Optional<String> deletion(Push push) {
        return Optional.of(json(push, "null", "0".repeat(40)));
    }

    private static String json(Push push, String checkout, String after) {
        return """
                {"object_kind":"push","event_name":"push","before":"95790bf891e76fee5e1747ab589903a6a1f80f22","after":"%s",
                 "ref":"refs/heads/%s","ref_protected":true,"checkout_sha":%s,"user_id":4,"user_name":"Ann Smith",
                 "user_username":"%s","user_email":"","project_id":15,
                 "project":{"id":15,"name":"The Site","namespace":"Acme","path_with_namespace":"%s/%s",
                            "default_branch":"main","visibility_level":0},
                 "commits":[],"total_commits_count":0,"repository":{"name":"The Site","visibility_level":0}}
                """.formatted(after, push.branch(), checkout, push.sender(), push.owner(), push.repository());
    }
}
