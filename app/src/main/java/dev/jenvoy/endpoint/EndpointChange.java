package dev.jenvoy.endpoint;

import java.util.Optional;

/** The result of a change. */
public sealed interface EndpointChange {

    /**
     * The change was made and is safe on disk.
     *
     * @param secret the new secret, which cannot be requested again; empty when no secret was created
     * @param reach which servers act by it
     */
    record Done(Endpoint endpoint, Optional<String> secret, Reach reach) implements EndpointChange {

        /** A change at the only server. */
        Done(Endpoint endpoint, Optional<String> secret) {
            this(endpoint, secret, Reach.ONLY_SERVER);
        }

        /** Hides the secret. */
        @Override
        public String toString() {
            return "Done[" + endpoint + "]";
        }
    }

    /** Which servers act by a change. */
    enum Reach {
        /** There is one server. */
        ONLY_SERVER,
        /** All live servers. */
        ALL_SERVERS,
        /** This server, and all others within seconds. */
        THIS_SERVER_FIRST
    }

    /** The endpoint is invalid; the reason is for the caller. */
    record Malformed(String reason) implements EndpointChange {}

    /** An endpoint with this name exists. */
    record Duplicate() implements EndpointChange {}

    /** No endpoint has this name. */
    record Unregistered() implements EndpointChange {}

    /** The change cannot be made now; the reason is for the operator. */
    record Unavailable(String reason) implements EndpointChange {}
}
