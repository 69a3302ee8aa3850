package dev.jenvoy.sender.verify;

import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;

/** The proof in a request's head. */
public sealed interface Credential {

    /** A proof that is checked against the body. */
    record Claimed(SignatureCheck claim) implements Credential {}

    /** No proof, or one that cannot be right. */
    record Missing(Rejection refusal) implements Credential {}

    /** Rejects a header that is missing, malformed or sent twice. */
    static Credential malformed(String expected) {
        return new Missing(
                Check.SIGNATURE_HEADER.reject("signature missing or malformed; expected one header " + expected));
    }
}
