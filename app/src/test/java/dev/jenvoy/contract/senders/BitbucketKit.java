package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Kit for Bitbucket Cloud. */
record BitbucketKit() implements SenderKit {

    @Override
    public String source() {
        return "bitbucket";
    }

    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        return event("repo:push", id, body)
                .with("X-Hub-Signature", "sha256=" + HookRequest.hmac("HmacSHA256", secret, body));
    }

    /** Returns a request without a proof. */
    static HookRequest event(String event, String id, byte[] body) {
        return HookRequest.of("POST", "/")
                .framing(HookRequest.Framing.LENGTH)
                .body(body)
                .with("User-Agent", "Bitbucket-Webhooks/2.0")
                .with("Content-Type", "application/json")
                .with("X-Event-Key", event)
                .with("X-Request-UUID", id)
                .with("X-Hook-UUID", "80a76a47-8fd9-4ffb-b5ca-9d4b8ed41ed2")
                .with("X-Attempt-Number", "1")
                .with("X-Event-Time", "Tue, 10 Mar 2026 09:11:47 GMT");
    }

    @Override
    public List<String> proofs() {
        return List.of("X-Hub-Signature");
    }

    @Override
    public Again again() {
        return Again.RECORDED;
    }

    @Override
    public Optional<String> idField() {
        return Optional.of("X-Request-UUID");
    }

    @Override
    public Optional<String> eventField() {
        return Optional.of("X-Event-Key");
    }

    @Override
    public String event() {
        return "repo_push";
    }

    @Override
    public String push(Push push) {
        return json(push, change(push, "branch"));
    }

    @Override
    public Optional<String> deletion(Push push) {
        return Optional.of(
                json(push, """
                {"new":null,"closed":true,"created":false,"forced":false,"old":%s}
                """.formatted(side("branch", push.branch(), "0702e8a2a83a1d8b0d0a7e2ec7b95f5c0d6f6a2c"))));
    }

    /** Returns one entry of a push's changes. */
    static String change(Push push, String type) {
        return """
                {"created":false,"forced":false,"closed":false,"truncated":false,"new":%s,"old":%s,"commits":[]}
                """.formatted(
                        side(type, push.branch(), push.sha()),
                        side(type, push.branch(), "1e65c05c1d5171631d92438a13901ca7dae9618c"));
    }

    private static String side(String type, String name, String hash) {
        return """
                {"type":"%s","name":"%s","target":{"type":"commit","hash":"%s","message":"new\\n","parents":[]}}
                """.formatted(type, name, hash);
    }

    static String json(Push push, String changes) {
        return """
                {"push":{"changes":[%s]},
                 "actor":{"type":"user","display_name":"Ann Smith","nickname":"%s","account_id":"557058:1"},
                 "repository":{"type":"repository","full_name":"%s/%s","name":"The Site","is_private":true,"scm":"git",
                   "workspace":{"type":"workspace","slug":"acme"},"owner":{"type":"team","display_name":"Acme"}}}
                """.formatted(changes, push.sender(), push.owner(), push.repository());
    }
}
