package dev.jenvoy.endpoint.configured;

import java.util.Locale;

/** A fact that an expression of an endpoint may give. */
enum EndpointFact {
    EVENT,
    OWNER,
    REPOSITORY,
    BRANCH,
    TAG,
    SHA,
    SENDER,
    ACTION,
    TITLE,
    ID;

    /** Returns the key in the configuration. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
