package dev.jenvoy.endpoint.proof;

import dev.jenvoy.sender.verify.Credential;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One thing that a request must show. Holds no state of a request. Safe for use by several threads. */
public sealed interface ProofPart
        permits AddressRangePart,
                BasicPart,
                BearerPart,
                CertificatePart,
                HeaderPart,
                HmacPart,
                PathTokenPart,
                QueryTokenPart {

    /** Judges the head. Does not block. What depends on the body is judged by the claim that it returns. */
    Credential judge(ProvenRequest request);

    /**
     * Adds what a request must show, with the first of several secrets.
     *
     * @return why that cannot be made here; empty if it was added
     */
    Optional<String> show(MadeProof to);

    /** Returns its key in the configuration. */
    String key();

    /** Returns it as it may be shown, in the shape that the file has: no secret. */
    Object shown();

    /** Returns the headers, in lower case, whose values nothing but the check may see. */
    default Set<String> secretHeaders() {
        return Set.of();
    }

    /** Returns the names in the query whose values nothing but the check may see. */
    default Set<String> secretQuery() {
        return Set.of();
    }

    /** Shows what a part consists of, without a secret. */
    static String text(ProofPart part) {
        return part.key() + "=" + (part.shown() instanceof Map<?, ?> keys ? keys.keySet() : part.shown());
    }
}
