package dev.jenvoy.source;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Sha256;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Travis CI: see its documentation of webhook notifications. It signs the JSON that its form holds with the key of its
 * installation; older installations send a digest of the repository and a user's token instead, which shows who sent it
 * and nothing of the body.
 *
 * <p>It sends no id and never sends again by itself, and nothing in a request is ever new. So the id is made of the
 * signature: the same signed request, whoever sends it again, is the same delivery and gets the recorded answer.
 */
final class Travis implements Protocol {

    static final String NAME = "travis";

    private static final String SLUG = TravisToken.SLUG;
    private static final String SIGNATURE = "Signature";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{80,2000}={0,2}");
    private static final int DIGEST_DIGITS = 64;
    private static final int ID_DIGITS = 32;

    private final Supplier<TravisSettings> settings;
    private final TravisKeys keys;

    Travis(Supplier<TravisSettings> settings, TravisKeys keys) {
        this.settings = settings;
        this.keys = keys;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean recognises(Headers headers) {
        return headers.has(SLUG);
    }

    /** Where signatures are taken and there is one, a token cannot rescue the request. */
    @Override
    public Proof proof(Headers headers, List<String> secrets) {
        boolean signatures = settings.get().api().isPresent();
        if (signatures && (headers.has(SIGNATURE) || secrets.isEmpty())) {
            return signature(headers)
                    .<Proof>map(claimed -> new Proof.Claimed(new TravisClaim(claimed, keys)))
                    .orElse(Proof.malformed(SIGNATURE + ": <base64>"));
        }
        return token(headers, secrets);
    }

    /** Only as an encoder writes it, for an id is made of it. */
    private static Optional<byte[]> signature(Headers headers) {
        @Nullable String text = headers.only(SIGNATURE);
        if (text == null || !BASE64.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            byte[] signature = Base64.getDecoder().decode(text);
            return Optional.of(signature)
                    .filter(same -> Base64.getEncoder().encodeToString(same).equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Proof token(Headers headers, List<String> secrets) {
        @Nullable String slug = headers.only(SLUG);
        @Nullable String sent = headers.only(TravisToken.HEADER);
        Optional<byte[]> claimed = sent == null ? Optional.empty() : HexCode.read(sent, "", DIGEST_DIGITS);
        if (slug == null || claimed.isEmpty()) {
            return Proof.malformed(TravisToken.HEADER + ": <hex>");
        }
        boolean any = false;
        for (String secret : secrets) {
            any |= MessageDigest.isEqual(TravisToken.digest(slug, secret), claimed.get());
        }
        return any
                ? new Proof.Claimed(Claim.NONE)
                : new Proof.Missing(Refusal.forbidden("token", "the token is not the one that is set up here"));
    }

    @Override
    public Optional<Refusal> unfit(Headers headers) {
        @Nullable String slug = headers.only(SLUG);
        if (slug == null || slug.indexOf('/') < 0) {
            return Optional.of(Refusal.badRequest("repository", "expected one header " + SLUG + ": <owner>/<name>"));
        }
        return settings.get().admits(slug)
                ? Optional.empty()
                : Optional.of(Refusal.forbidden("repository", "deliveries of this repository are not accepted")
                        .hint("senders.travis.repositories does not name it"));
    }

    @Override
    public String idHeader(Headers headers) {
        return SIGNATURE;
    }

    @Override
    public List<String> ids(Headers headers) {
        return signature(headers).map(bytes -> Sha256.hex(bytes).substring(0, ID_DIGITS)).stream()
                .toList();
    }

    @Override
    public String webhook(Headers headers) {
        return "";
    }

    /** Not Travis does, but whoever does has nothing new to say. */
    @Override
    public boolean resends() {
        return true;
    }

    @Override
    public List<String> telling() {
        return List.of(SLUG);
    }

    @Override
    public JsonPaths paths() {
        return TravisFacts.PATHS;
    }

    @Override
    public List<Facts> read(Headers headers, JsonFacts json) throws Unfit, JsonFacts.WrongType {
        Facts facts = TravisFacts.read(json);
        String slug = facts.owner() + "/" + facts.repository();
        if (!slug.equals(headers.only(SLUG))) {
            throw new Unfit(
                    Refusal.forbidden("repository", "the payload is not of the repository that " + SLUG + " names"));
        }
        return List.of(facts);
    }
}
