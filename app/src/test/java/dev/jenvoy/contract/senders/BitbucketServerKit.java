package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Kit for Bitbucket Server and Data Center. */
public record BitbucketServerKit() implements SenderKit {

    @Override
    public String source() {
        return "bitbucket";
    }

    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        return event("repo:refs_changed", id, body)
                .with("X-Hub-Signature", "sha256=" + HookRequest.hmac("HmacSHA256", secret, body));
    }

    @Override
    public Optional<HookRequest> trial(String secret, String id, byte[] body, Instant at) {
        return Optional.of(request(secret, id, body, at).with("X-Event-Key", "diagnostics:ping"));
    }

    /** Some versions send no body, or no type. */
    @Override
    public boolean triesWithAnything() {
        return true;
    }

    /** Returns a request without a proof. */
    public static HookRequest event(String event, String id, byte[] body) {
        return HookRequest.of("POST", "/")
                .framing(HookRequest.Framing.LENGTH)
                .body(body)
                .with("User-Agent", "Atlassian HttpClient 3.0.4 / Bitbucket-9.4.5 (9004005) / Default")
                .with("Content-Type", "application/json; charset=utf-8")
                .with("X-Event-Key", event)
                .with("X-Request-Id", id);
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
        return Optional.of("X-Request-Id");
    }

    @Override
    public Optional<String> eventField() {
        return Optional.of("X-Event-Key");
    }

    @Override
    public String event() {
        return "repo_refs_changed";
    }

    @Override
    public String push(Push push) {
        return json(push, "UPDATE", push.sha());
    }

    @Override
    public Optional<String> deletion(Push push) {
        return Optional.of(json(push, "DELETE", "0".repeat(40)));
    }

    private static String json(Push push, String type, String hash) {
        return """
                {"eventKey":"repo:refs_changed","date":"2026-03-10T09:11:47+1000",
                 "actor":{"name":"%s","emailAddress":"ann@example.com","id":1,"displayName":"Ann Smith","active":true,
                          "slug":"ann","type":"NORMAL"},
                 "repository":{"slug":"%s","id":84,"name":"The Site","scmId":"git","state":"AVAILABLE",
                   "project":{"key":"%s","id":84,"name":"Acme Inc","public":false,"type":"NORMAL"},"public":false},
                 "changes":[{"ref":{"id":"refs/heads/%s","displayId":"%s","type":"BRANCH"},"refId":"refs/heads/%s",
                             "fromHash":"ecddabb624f6f5ba43816f5926e580a5f680a932","toHash":"%s","type":"%s"}]}
                """.formatted(
                        push.sender(),
                        push.repository(),
                        push.owner(),
                        push.branch(),
                        push.branch(),
                        push.branch(),
                        hash,
                        type);
    }
}
