package dev.jenvoy.config.sender;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the entry of a sender that does not come with the server.
 *
 * @param eventHeader {@code event_header}: the header that names the event
 * @param event {@code event}: the one event that it sends; either this or the header
 * @param proof {@code signature_header} or {@code token_header} with the keys beside it
 * @param deliveryHeader {@code delivery_header}: the header that holds a delivery's id, if there is one
 * @param payload {@code payload}: where the facts stand, by the fact's name; GitHub's places for those not named
 */
public record CustomSenderConfig(
        Optional<String> eventHeader,
        Optional<String> event,
        Proof proof,
        Optional<String> deliveryHeader,
        Map<String, String> payload) {

    /** Copies the map, keeping its order. */
    public CustomSenderConfig {
        payload = Collections.unmodifiableMap(new LinkedHashMap<>(payload));
    }

    /** Returns the header that makes a request this sender's. */
    String sign() {
        return eventHeader.orElse(proof.header());
    }

    /** How a request is proven. */
    public sealed interface Proof {

        /** The header that holds the proof. */
        String header();

        /** Returns the text before the proof in its header, or an empty text. */
        String prefix();
    }

    /** {@code signature_header}: an HMAC of the body. */
    public record Signature(String header, String prefix, Algorithm algorithm, Encoding encoding) implements Proof {}

    /** {@code token_header}: the secret itself. */
    public record Token(String header, String prefix) implements Proof {}

    /** {@code algorithm}. */
    public enum Algorithm {
        SHA1,
        SHA256,
        SHA512
    }

    /** {@code encoding}. */
    public enum Encoding {
        HEX,
        BASE64
    }
}
