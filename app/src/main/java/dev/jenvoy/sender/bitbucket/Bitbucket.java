package dev.jenvoy.sender.bitbucket;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.EventHeader;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.Hmac;
import dev.jenvoy.sender.verify.HmacHeader;
import dev.jenvoy.sender.verify.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the protocol of Bitbucket Cloud, and of Bitbucket Server or Data Center, see Atlassian's documentation of their event payloads. Both sign
 * with SHA-256 in the header that GitHub has for SHA-1. The cloud sends again, under the same id, what was answered
 * with 500 or more.
 */
public final class Bitbucket implements Protocol {

    public static final String EVENT = "X-Event-Key";
    static final HmacHeader SIGNATURE = HmacHeader.hex("X-Hub-Signature", "sha256=", Hmac.SHA256);

    /** The cloud's. */
    static final String ID = "X-Request-UUID";

    /** The server's; some proxies add one of this name. */
    static final String SERVER_ID = "X-Request-Id";

    private static final String WEBHOOK = "X-Hook-UUID";

    /** The event by which a server tries a webhook out; some versions send it without a body or its type. */
    private static final String TRIAL = "diagnostics_ping";

    private static final Pattern WEBHOOK_ID = Pattern.compile("[A-Za-z0-9_{}-]{1,64}");

    @Override
    public Credential proof(HeaderFields headers, List<String> secrets) {
        return SIGNATURE.credential(headers, secrets);
    }

    @Override
    public Optional<Rejection> validateHeaders(HeaderFields headers) {
        return EventHeader.validate(headers, EVENT);
    }

    @Override
    public boolean isTrial(HeaderFields headers) {
        return EventHeader.is(TRIAL, () -> event(headers));
    }

    @Override
    public String idHeader(HeaderFields headers) {
        return headers.has(ID) ? ID : SERVER_ID;
    }

    @Override
    public String webhook(HeaderFields headers) {
        @Nullable String id = headers.only(WEBHOOK);
        return id != null && WEBHOOK_ID.matcher(id).matches() ? id : "";
    }

    @Override
    public List<String> storedHeaders() {
        return List.of(EVENT, ID, SERVER_ID, WEBHOOK, "X-Attempt-Number", "X-Event-Time");
    }

    @Override
    public JsonPaths paths() {
        return BitbucketFacts.TABLE.paths();
    }

    @Override
    public List<Facts> read(HeaderFields headers, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return BitbucketFacts.TABLE.read(event(headers), json);
    }

    private static Event event(HeaderFields headers) throws InvalidPayload {
        return EventHeader.readWords(headers, EVENT, ":-");
    }
}
