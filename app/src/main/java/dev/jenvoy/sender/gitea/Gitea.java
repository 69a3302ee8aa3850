package dev.jenvoy.sender.gitea;

import dev.jenvoy.delivery.Facts;
import dev.jenvoy.sender.github.GitHub;
import dev.jenvoy.sender.github.GitHubFacts;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.EventHeader;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.InvalidPayload;
import dev.jenvoy.sender.request.MediaType;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.FormSignatureCheck;
import dev.jenvoy.sender.verify.Hmac;
import dev.jenvoy.sender.verify.HmacHeader;
import dev.jenvoy.sender.verify.Protocol;
import dev.jenvoy.sender.verify.SignatureCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the protocol of Gitea, Forgejo and Gogs, see {@code services/webhook/deliver.go} of Gitea, {@code services/webhook/default.go} of
 * Forgejo and {@code internal/database/webhook.go} of Gogs. They send GitHub's headers beside their own, and sign with a
 * header of their own: the HMAC-SHA256 in lower-case hex, without a prefix. It covers the JSON, also where that is sent as
 * the field of a form. They never send again by themselves.
 */
public final class Gitea implements Protocol {

    /** Names the three senders, the youngest first: each also sends the headers of the senders it descends from. */
    private enum Kind {
        FORGEJO("X-Forgejo-"),
        GITEA("X-Gitea-"),
        GOGS("X-Gogs-");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        private String header(String name) {
            return prefix + name;
        }

        static Optional<Kind> of(HeaderFields headers) {
            return List.of(values()).stream()
                    .filter(kind -> headers.has(kind.header("Event")))
                    .findFirst();
        }
    }

    /** Describes the signature of the sender whose headers begin so. */
    static HmacHeader signature(String prefix) {
        return HmacHeader.hex(prefix + "Signature", "", Hmac.SHA256);
    }

    /** Returns the headers that name the event, of the youngest of these senders first. */
    static String[] eventHeaders() {
        return Arrays.stream(Kind.values()).map(kind -> kind.header("Event")).toArray(String[]::new);
    }

    /**
     * Checks the sender's own signature, if it is present; then GitHub's cannot rescue the request. All three senders make both
     * of the JSON before it becomes a form. So a signature of the raw form is no proof, and one signature never fits two
     * payloads.
     */
    @Override
    public Credential proof(HeaderFields headers, List<String> secrets) {
        HmacHeader own = signature(kind(headers).prefix);
        HmacHeader header = headers.has(own.name()) ? own : GitHub.SHA256;
        Optional<byte[]> claimed =
                Optional.ofNullable(headers.only(header.name())).flatMap(header::read);
        if (claimed.isEmpty()) {
            return Credential.malformed(own.expected());
        }
        SignatureCheck overJson = header.check(claimed.get(), secrets);
        boolean form = MediaType.of(headers).filter(MediaType.FORM::equals).isPresent();
        return new Credential.Claimed(form ? new FormSignatureCheck(MediaType.FORM_FIELD, overJson) : overJson);
    }

    @Override
    public Optional<Rejection> validateHeaders(HeaderFields headers) {
        return EventHeader.validate(headers, eventHeader(headers));
    }

    @Override
    public String idHeader(HeaderFields headers) {
        return kind(headers).header("Delivery");
    }

    @Override
    public List<String> storedHeaders() {
        List<String> names = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            names.add(kind.header("Event"));
            names.add(kind.header("Event-Type"));
            names.add(kind.header("Delivery"));
        }
        return names;
    }

    @Override
    public JsonPaths paths() {
        return GitHubFacts.GITEA.paths();
    }

    @Override
    public List<Facts> read(HeaderFields headers, JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return GitHubFacts.GITEA.read(EventHeader.read(headers, eventHeader(headers)), json);
    }

    /**
     * Returns the header that names the event. It is empty for a type that the sender knows no event for, as Gitea 1.23 for {@code
     * status} and {@code package} and Forgejo for {@code package}; then it is the one that names the type.
     */
    private static String eventHeader(HeaderFields headers) {
        String event = kind(headers).header("Event");
        String type = kind(headers).header("Event-Type");
        @Nullable String name = headers.only(event);
        @Nullable String nameOfType = headers.only(type);
        boolean typeAlone = name != null && name.isEmpty() && nameOfType != null && !nameOfType.isEmpty();
        return typeAlone ? type : event;
    }

    private static Kind kind(HeaderFields headers) {
        return Kind.of(headers).orElse(Kind.GITEA);
    }
}
