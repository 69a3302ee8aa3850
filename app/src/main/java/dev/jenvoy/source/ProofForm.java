package dev.jenvoy.source;

import java.util.List;
import java.util.Optional;

/** How a sender that the configuration describes shows that a request is its own. */
public sealed interface ProofForm {

    /** The header that holds the proof. */
    String header();

    /** What a request's head brings; see {@link Protocol#proof}. */
    Proof proof(Headers headers, List<String> secrets);

    /** The header's value that a sender with this secret would send with this body. */
    String value(String secret, byte[] body);

    /** An HMAC of the body. */
    record Code(String header, CodeForm form) implements ProofForm {

        @Override
        public Proof proof(Headers headers, List<String> secrets) {
            return Optional.ofNullable(headers.only(header))
                    .flatMap(form::read)
                    .<Proof>map(code -> new Proof.Claimed(new HmacClaim(form.begin(secrets), List.of(code))))
                    .orElse(Proof.malformed(header + ": " + form.prefix() + "<"
                            + (form.encoding() == CodeForm.Encoding.HEX ? "hex" : "base64") + ">"));
        }

        @Override
        public String value(String secret, byte[] body) {
            return form.sign(secret, body);
        }
    }

    /**
     * The secret itself.
     *
     * @param prefix what stands before it, {@code "Bearer "}, or nothing
     */
    record Token(String header, String prefix) implements ProofForm {

        @Override
        public Proof proof(Headers headers, List<String> secrets) {
            return TokenProof.of(headers, header, prefix, secrets);
        }

        @Override
        public String value(String secret, byte[] body) {
            return prefix + secret;
        }
    }
}
