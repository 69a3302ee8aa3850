package dev.jenvoy.sender.gitlab;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.EventHeader;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.standard.StandardSignature;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.Protocol;
import dev.jenvoy.sender.verify.StandardSecret;
import dev.jenvoy.sender.verify.TokenCheck;
import java.util.List;
import java.util.Optional;

/**
 * Speaks GitLab's protocol, see its documentation of webhooks and webhook events. A webhook with a <em>secret token</em> sends that token
 * as it is; one with a <em>signing token</em> signs, in the way of Standard Webhooks. GitLab does not send again by
 * itself; what a person resends keeps its {@code Idempotency-Key}.
 */
public final class GitLab implements Protocol {

    public static final String EVENT = "X-Gitlab-Event";
    static final String TOKEN = "X-Gitlab-Token";

    /** New with each event for each webhook, since GitLab 17.4. */
    static final String ID = "Idempotency-Key";

    /** New with each request, since GitLab 16.2. In spite of its name it does not identify the webhook. */
    static final String OLD_ID = "X-Gitlab-Webhook-UUID";

    private final StandardSignature signature;

    public GitLab(StandardSignature signature) {
        this.signature = signature;
    }

    /** Checks a signature, if there is one; then the token cannot rescue the request. */
    @Override
    public Credential proof(HeaderFields headers, List<String> secrets) {
        if (isSigned(headers)) {
            return signature.proof(headers, secrets);
        }
        // A signing token may have been shown to others, so it must never be taken as a secret token.
        List<String> tokens = secrets.stream()
                .filter(secret -> !StandardSecret.hasPrefix(secret))
                .toList();
        return TokenCheck.of(headers, TOKEN, "", tokens);
    }

    @Override
    public Optional<Rejection> validateHeaders(HeaderFields headers) {
        return EventHeader.validate(headers, EVENT);
    }

    /** Prefers the header that a signature covers; the id is the same in each. */
    @Override
    public String idHeader(HeaderFields headers) {
        return isSigned(headers) ? StandardSignature.ID : headers.has(ID) ? ID : OLD_ID;
    }

    @Override
    public List<String> storedHeaders() {
        return List.of(EVENT, ID, OLD_ID, "X-Gitlab-Event-UUID", "X-Gitlab-Instance");
    }

    @Override
    public JsonPaths paths() {
        return GitLabFacts.TABLE.paths();
    }

    @Override
    public List<Facts> read(HeaderFields headers, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return GitLabFacts.TABLE.read(EventHeader.readWords(headers, EVENT, " "), json);
    }

    private static boolean isSigned(HeaderFields headers) {
        return headers.has(StandardSignature.SIGNATURE);
    }
}
