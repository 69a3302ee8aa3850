package dev.jenvoy.source;

/** What a request's head brings to show that it is its sender's. */
sealed interface Proof {

    /** Something to be checked against the body. */
    record Claimed(Claim claim) implements Proof {}

    /** Nothing, or nothing that can be right. */
    record Missing(Refusal refusal) implements Proof {}

    /** A header that is missing, malformed or sent twice. */
    static Proof malformed(String expected) {
        return new Missing(Refusal.forbidden(
                "signature-header", "signature missing or malformed; expected one header " + expected));
    }
}
