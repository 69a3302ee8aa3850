package dev.jenvoy.sender.github;

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
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the protocol of GitHub and GitHub Enterprise, see GitHub's documentation of webhook events and payloads, and of validating webhook
 * deliveries. GitHub never sends again by itself.
 */
public final class GitHub implements Protocol {

    public static final String EVENT = "X-GitHub-Event";

    /** The signature over the raw body. */
    public static final HmacHeader SHA256 = HmacHeader.hex("X-Hub-Signature-256", "sha256=", Hmac.SHA256);

    /** The older signature, which GitHub still sends beside it. */
    public static final HmacHeader SHA1 = HmacHeader.hex("X-Hub-Signature", "sha1=", Hmac.SHA1);

    static final String DELIVERY = "X-GitHub-Delivery";
    static final String WEBHOOK = "X-GitHub-Hook-ID";

    private static final Pattern WEBHOOK_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final BooleanSupplier acceptSha1;

    /** @param acceptSha1 whether a SHA-1 signature is accepted when there is no better one */
    public GitHub(BooleanSupplier acceptSha1) {
        this.acceptSha1 = acceptSha1;
    }

    /** Checks the better signature, if it is present; then no other signature can rescue the request. */
    @Override
    public Credential proof(HeaderFields headers, List<String> secrets) {
        Credential missing = Credential.malformed(SHA256.expected());
        List<String> better = headers.all(SHA256.name());
        List<String> older = headers.all(SHA1.name());
        if (better.size() > 1 || older.size() > 1) {
            return missing;
        }
        if (better.isEmpty() && !acceptSha1.getAsBoolean()) {
            return missing;
        }
        HmacHeader header = better.isEmpty() ? SHA1 : SHA256;
        List<String> sent = better.isEmpty() ? older : better;
        return sent.stream()
                .findFirst()
                .flatMap(header::read)
                .map(claimed -> (Credential) new Credential.Claimed(header.check(claimed, secrets)))
                .orElse(missing);
    }

    @Override
    public Optional<Rejection> validateHeaders(HeaderFields headers) {
        return EventHeader.validate(headers, EVENT);
    }

    @Override
    public String idHeader(HeaderFields headers) {
        return DELIVERY;
    }

    @Override
    public String webhook(HeaderFields headers) {
        @Nullable String id = headers.only(WEBHOOK);
        return id != null && WEBHOOK_ID.matcher(id).matches() ? id : "";
    }

    @Override
    public List<String> storedHeaders() {
        return List.of(
                EVENT,
                DELIVERY,
                WEBHOOK,
                "X-GitHub-Hook-Installation-Target-ID",
                "X-GitHub-Hook-Installation-Target-Type",
                "X-GitHub-Enterprise-Host",
                "X-GitHub-Enterprise-Version");
    }

    @Override
    public JsonPaths paths() {
        return GitHubFacts.TABLE.paths();
    }

    @Override
    public List<Facts> read(HeaderFields headers, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return GitHubFacts.TABLE.read(EventHeader.read(headers, EVENT), json);
    }
}
