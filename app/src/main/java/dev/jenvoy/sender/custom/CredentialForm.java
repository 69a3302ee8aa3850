package dev.jenvoy.sender.custom;

import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.HmacHeader;
import dev.jenvoy.sender.verify.Protocol;
import dev.jenvoy.sender.verify.TokenCheck;
import java.util.List;

/** How a sender that the configuration describes shows that a request is its own. */
public sealed interface CredentialForm {

    /** The header that holds the proof. */
    String header();

    /** What a request's head brings; see {@link Protocol#proof}. */
    Credential proof(HeaderFields headers, List<String> secrets);

    /** The header's value that a sender with this secret would send with this body. */
    String value(String secret, byte[] body);

    /** An HMAC of the body. */
    record Code(HmacHeader code) implements CredentialForm {

        @Override
        public String header() {
            return code.name();
        }

        @Override
        public Credential proof(HeaderFields headers, List<String> secrets) {
            return code.credential(headers, secrets);
        }

        @Override
        public String value(String secret, byte[] body) {
            return code.sign(secret, body);
        }
    }

    /**
     * The secret itself.
     *
     * @param prefix what stands before it, {@code "Bearer "}, or nothing
     */
    record Token(String header, String prefix) implements CredentialForm {

        @Override
        public Credential proof(HeaderFields headers, List<String> secrets) {
            return TokenCheck.of(headers, header, prefix, secrets);
        }

        @Override
        public String value(String secret, byte[] body) {
            return prefix + secret;
        }
    }
}
