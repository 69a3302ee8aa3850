package dev.jenvoy.sender.custom;

import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.verify.Credential;
import dev.jenvoy.sender.verify.HmacHeader;
import dev.jenvoy.sender.verify.Protocol;
import dev.jenvoy.sender.verify.TokenCheck;
import java.util.List;
import java.util.Optional;

/** Says how a sender of the configuration proves its requests. */
public sealed interface CredentialForm {

    /** Returns the header that holds the proof. */
    String header();

    /** Returns the text before the proof in its header, or an empty text. */
    String prefix();

    /** Reads the proof of a request; see {@link Protocol#proof}. */
    Credential proof(HeaderFields headers, List<String> secrets);

    /** Returns the header's value that a sender with this secret would send with this body. */
    String value(String secret, byte[] body);

    /** An HMAC of the body. */
    record Code(HmacHeader code) implements CredentialForm {

        @Override
        public String header() {
            return code.name();
        }

        @Override
        public String prefix() {
            return code.prefix();
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
     * @param prefix the text before the secret, {@code "Bearer "} or empty
     */
    record Token(String header, String prefix) implements CredentialForm {

        /** Creates it with the prefix that is usual in its header, unless another is given. */
        static Token of(String header, Optional<String> prefix) {
            return new Token(header, prefix.orElse(header.equalsIgnoreCase("Authorization") ? "Bearer " : ""));
        }

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
