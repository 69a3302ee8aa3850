package dev.jenvoy.endpoint;

import java.util.Optional;

/** What came of a wish to change something. */
public sealed interface EndpointChange {

    /**
     * It is so, and safe on disk.
     *
     * @param secret the new secret, which nobody can ask for again; empty when none was made
     */
    record Done(Endpoint endpoint, Optional<String> secret) implements EndpointChange {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Done[" + endpoint + "]";
        }
    }

    /** Not a possible endpoint, in words. */
    record Malformed(String reason) implements EndpointChange {}

    /** There is one of this name. */
    record Duplicate() implements EndpointChange {}

    /** There is none of this name. */
    record Unregistered() implements EndpointChange {}

    /** It cannot be done now, in words for the operator. */
    record Unavailable(String reason) implements EndpointChange {}
}
