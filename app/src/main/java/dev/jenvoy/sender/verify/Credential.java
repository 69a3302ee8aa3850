package dev.jenvoy.sender.verify;

import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.Rejection;

/** What a request's head brings to show that it is its sender's. */
public sealed interface Credential {

    /** Something to be checked against the body. */
    record Claimed(SignatureCheck claim) implements Credential {}

    /** Nothing, or nothing that can be right. */
    record Missing(Rejection refusal) implements Credential {}

    /** A header that is missing, malformed or sent twice. */
    static Credential malformed(String expected) {
        return new Missing(
                Check.SIGNATURE_HEADER.reject("signature missing or malformed; expected one header " + expected));
    }
}
