package dev.jenvoy.sender.travis;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Sha256;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.HexCode;
import dev.jenvoy.sender.verify.Protocol;
import dev.jenvoy.sender.verify.SignatureCheck;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Travis CI's protocol, see its documentation of webhook notifications. Travis CI signs the JSON in its form with the
 * key of the installation. Older installations send a digest of the repository and a user's token instead, which proves the
 * sender and nothing about the body.
 *
 * <p>Travis CI sends no id and never sends again by itself, and nothing in a request is unique. So the id is made of the
 * signature: the same signed request, sent by anyone, is the same delivery and gets the recorded answer.
 */
public final class Travis implements Protocol {

    private static final String SLUG = TravisToken.SLUG;
    private static final String SIGNATURE = "Signature";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{80,2000}={0,2}");
    private static final int DIGEST_DIGITS = 64;
    private static final int ID_DIGITS = 32;

    private final Supplier<TravisOptions> options;
    private final TravisKeys keys;

    public Travis(Supplier<TravisOptions> options, TravisKeys keys) {
        this.options = options;
        this.keys = keys;
    }

    /** Checks a signature, if signatures are accepted and there is one; then a token cannot rescue the request. */
    @Override
    public Credential proof(HeaderFields headers, List<String> secrets) {
        boolean signatures = options.get().api().isPresent();
        if (signatures && (headers.has(SIGNATURE) || secrets.isEmpty())) {
            return signature(headers)
                    .<Credential>map(claimed -> new Credential.Claimed(new TravisSignatureCheck(claimed, keys)))
                    .orElse(Credential.malformed(SIGNATURE + ": <base64>"));
        }
        return token(headers, secrets);
    }

    /** Reads a signature only as an encoder writes it, because an id is made of it. */
    private static Optional<byte[]> signature(HeaderFields headers) {
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

    private static Credential token(HeaderFields headers, List<String> secrets) {
        @Nullable String slug = headers.only(SLUG);
        @Nullable String sent = headers.only(TravisToken.HEADER);
        Optional<byte[]> claimed = sent == null ? Optional.empty() : HexCode.read(sent, "", DIGEST_DIGITS);
        if (slug == null || claimed.isEmpty()) {
            return Credential.malformed(TravisToken.HEADER + ": <hex>");
        }
        boolean any = false;
        for (String secret : secrets) {
            any |= MessageDigest.isEqual(TravisToken.digest(slug, secret), claimed.get());
        }
        return any
                ? new Credential.Claimed(SignatureCheck.NONE)
                : new Credential.Missing(Check.TOKEN.reject("the token is not the one that is set up here"));
    }

    @Override
    public Optional<Rejection> validateHeaders(HeaderFields headers) {
        @Nullable String slug = headers.only(SLUG);
        if (slug == null || slug.indexOf('/') < 0) {
            return Optional.of(Check.REPOSITORY_HEADER.reject("expected one header " + SLUG + ": <owner>/<name>"));
        }
        return options.get().admits(slug)
                ? Optional.empty()
                : Optional.of(Check.REPOSITORY
                        .reject("deliveries of this repository are not accepted")
                        .hint("senders.travis.repositories does not name it"));
    }

    @Override
    public String idHeader(HeaderFields headers) {
        return SIGNATURE;
    }

    @Override
    public List<String> ids(HeaderFields headers) {
        return signature(headers).map(bytes -> Sha256.hex(bytes).substring(0, ID_DIGITS)).stream()
                .toList();
    }

    @Override
    public List<String> storedHeaders() {
        return List.of(SLUG);
    }

    @Override
    public JsonPaths paths() {
        return TravisFacts.paths();
    }

    @Override
    public List<Facts> read(HeaderFields headers, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        Facts facts = TravisFacts.read(json);
        String slug = facts.owner() + "/" + facts.repository();
        if (!slug.equals(headers.only(SLUG))) {
            throw new InvalidPayload(
                    Check.REPOSITORY.reject("the payload is not of the repository that " + SLUG + " names"));
        }
        return List.of(facts);
    }
}
