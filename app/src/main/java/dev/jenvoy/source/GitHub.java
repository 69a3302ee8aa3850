package dev.jenvoy.source;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Spool;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * GitHub and GitHub Enterprise. The signature covers the body alone, so the event's name and the delivery's id are
 * claims; they are checked for their form.
 */
public final class GitHub implements Source {

    static final String NAME = "github";
    static final String EVENT = "X-GitHub-Event";
    static final String DELIVERY = "X-GitHub-Delivery";
    static final String WEBHOOK = "X-GitHub-Hook-ID";

    private static final java.util.regex.Pattern WEBHOOK_ID = java.util.regex.Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Supplier<GitHubSettings> settings;
    private final Supplier<Optional<List<Cidr>>> published;
    private final Spool spool;
    private final InstantSource clock;

    /**
     * @param settings the settings in force
     * @param published GitHub's own ranges; empty as long as none were ever fetched
     * @param spool where a form's payload is decoded to
     */
    public GitHub(
            Supplier<GitHubSettings> settings,
            Supplier<Optional<List<Cidr>>> published,
            Spool spool,
            InstantSource clock) {
        this.settings = settings;
        this.published = published;
        this.spool = spool;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> claimedId(Headers headers) {
        return Optional.ofNullable(headers.only(DELIVERY)).filter(DeliveryKey::isId);
    }

    @Override
    public Admission admit(Head head) {
        GitHubSettings current = settings.get();
        Headers headers = head.headers();
        if (current.ipsOnly()) {
            Refusal refusal = new AddressCheck(published.get(), current.allowedIps(), current.enforcesSignature())
                    .judge(head.origin());
            if (refusal != null) {
                return new Admission.Refused(refusal);
            }
        }
        Optional<Claim> claim = Optional.empty();
        if (current.enforcesSignature()) {
            claim = claim(headers, current);
            if (claim.isEmpty()) {
                return new Admission.Refused(Refusal.forbidden(
                        "signature-header",
                        "signature missing or malformed; expected one header " + Signature.SHA256.expected()));
            }
        }
        Optional<MediaType> media = MediaType.of(headers);
        if (media.isEmpty()) {
            return new Admission.Refused(new Refusal(
                    415,
                    "content-type",
                    "expected application/json or application/x-www-form-urlencoded, not compressed",
                    null));
        }
        String event = headers.only(EVENT);
        if (event == null || event.isEmpty()) {
            return badHeader("event", "expected one header " + EVENT);
        }
        List<String> ids = headers.all(DELIVERY);
        if (ids.size() > 1 || !ids.stream().allMatch(DeliveryKey::isId)) {
            return badHeader(
                    "delivery", "expected at most one header " + DELIVERY + " of up to 128 letters, digits and ._-");
        }
        String id = ids.isEmpty() ? head.spareId() : ids.get(0);
        DeliveryKey key = new DeliveryKey(NAME, webhook(headers), id);
        return new Admission.Admitted(new GitHubReception(key, event, media.get(), claim, spool, clock.instant()));
    }

    private static Admission badHeader(String check, String error) {
        return new Admission.Refused(Refusal.badRequest(check, error));
    }

    private static String webhook(Headers headers) {
        @Nullable String id = headers.only(WEBHOOK);
        return id != null && WEBHOOK_ID.matcher(id).matches() ? id : "";
    }

    /** Where the better signature is present, nothing else can rescue the request. */
    private static Optional<Claim> claim(Headers headers, GitHubSettings current) {
        List<String> better = headers.all(Signature.SHA256.header());
        List<String> older = headers.all(Signature.SHA1.header());
        if (better.size() > 1 || older.size() > 1) {
            return Optional.empty();
        }
        if (better.isEmpty() && !current.acceptSha1()) {
            return Optional.empty();
        }
        Signature kind = better.isEmpty() ? Signature.SHA1 : Signature.SHA256;
        List<String> sent = better.isEmpty() ? older : better;
        return sent.stream()
                .findFirst()
                .flatMap(kind::read)
                .map(code -> new Claim(kind.begin(current.secrets()), code));
    }
}
