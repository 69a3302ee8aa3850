package dev.jenvoy.endpoint;

import java.util.Optional;

/** What came of a wish to change something. */
public sealed interface Changed {

    /**
     * It is so, and safe on disk.
     *
     * @param secret the new secret, which nobody can ask for again; empty when none was made
     */
    record Done(Endpoint endpoint, Optional<String> secret) implements Changed {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Done[" + endpoint + "]";
        }
    }

    /** Not a possible endpoint, in words. */
    record Malformed(String reason) implements Changed {}

    /** There is one of this name. */
    record Duplicate() implements Changed {}

    /** There is none of this name. */
    record Unregistered() implements Changed {}

    /** It cannot be done now, in words for the operator. */
    record Unavailable(String reason) implements Changed {}
}
