package dev.jenvoy.chat.door;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.delivery.payload.Spool;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderIdentity;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.MediaType;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.request.ResponseStyle;
import dev.jenvoy.sender.travis.TravisToken;
import dev.jenvoy.sender.verify.AdmissionPolicy;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.Protocol;
import dev.jenvoy.sender.verify.SignedSender;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges the requests of one family at an address of chat routes. Which token must have signed a request follows from the
 * repository that it is about.
 */
final class RouteSender implements Sender {

    /** Only shows whether a request has a proof at all; opens nothing. */
    private static final String NO_TOKEN = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /** Proves a request where the configuration names the API whose key signs. */
    private static final String TRAVIS_SIGNATURE = "Signature";

    private final String name;
    private final Family family;
    private final MediaType media;
    private final Protocol protocol;
    private final RepositoryTokens tokens;
    private final Parts parts;

    /**
     * What a sender needs of the server.
     *
     * @param spool decodes forms to memory or to a file
     * @param clock tells the time
     */
    public record Parts(Spool spool, InstantSource clock) {}

    RouteSender(String name, Family family, MediaType media, Protocol protocol, RepositoryTokens tokens, Parts parts) {
        this.name = name;
        this.family = family;
        this.media = media;
        this.protocol = protocol;
        this.tokens = tokens;
        this.parts = parts;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean matches(HeaderFields headers) {
        return true;
    }

    @Override
    public ResponseStyle envelope() {
        return ResponseStyle.ROUTES;
    }

    @Override
    public List<String> storedHeaders() {
        return protocol.storedHeaders();
    }

    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        return signed(List.of()).unverifiedId(headers);
    }

    @Override
    public Admission admit(RequestHead head) {
        HeaderFields headers = head.headers();
        if (!MediaType.of(headers).equals(Optional.of(media))) {
            return refused(Check.ROUTE_CONTENT_TYPE, "expected " + media.name());
        }
        Optional<Rejection> unfit = protocol.validateHeaders(headers);
        if (unfit.isPresent()) {
            return new Admission.Refused(unfit.get());
        }
        if (protocol.proof(headers, List.of(NO_TOKEN)) instanceof Credential.Missing missing
                && Check.SIGNATURE_HEADER.made(missing.refusal())) {
            return refused(Check.ROUTE_PROOF, missing.refusal().error());
        }
        if (isPing(headers)) {
            return refused(Check.ROUTE_PING, "a ping says nothing in a room");
        }
        if (family != Family.TRAVIS) {
            return new Admission.Admitted(new RouteVerifier(this, head));
        }
        // The token proves the slug in the header, and nothing about the body; the two must agree.
        @Nullable String slug = headers.only(TravisToken.SLUG);
        List<String> token = slug == null ? List.of() : token(slug).stream().toList();
        return token.isEmpty() && !headers.has(TRAVIS_SIGNATURE)
                ? new Admission.Refused(unknown())
                : admit(head, token);
    }

    /** GitHub and its like announce a new webhook with a ping. */
    private boolean isPing(HeaderFields headers) {
        return family != Family.GITLAB
                && List.of("X-GitHub-Event", "X-Gitea-Event", "X-Forgejo-Event", "X-Gogs-Event").stream()
                        .anyMatch(header -> "ping".equalsIgnoreCase(headers.only(header)));
    }

    /** Judges the head again, now that the token is known. */
    Admission admit(RequestHead head, List<String> token) {
        Admission admission = signed(token).admit(head);
        return admission instanceof Admission.Admitted admitted
                ? new Admission.Admitted(keyed(admitted.reception()))
                : admission;
    }

    private BodyVerifier keyed(BodyVerifier reception) {
        return new KeyedVerifier(reception, name, family.word());
    }

    private SignedSender signed(List<String> token) {
        return new SignedSender(
                SenderIdentity.sendsOnce(name),
                protocol,
                origin -> new AdmissionPolicy(null, token, null, true),
                parts.spool(),
                parts.clock());
    }

    Optional<String> token(String repo) {
        return tokens.of(repo, family.word());
    }

    Protocol protocol() {
        return protocol;
    }

    /** Answers as though all were well, so that a stranger does not learn which repositories are set up. */
    static Rejection unknown() {
        return Check.ROUTE.reject("no token is set for this repository");
    }

    private static Admission refused(Check check, String error) {
        return new Admission.Refused(check.reject(error));
    }
}
