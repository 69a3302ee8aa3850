package dev.jenvoy.endpoint.configured;

import java.util.Map;

/** One entry of {@code endpoints}. */
sealed interface EndpointEntry permits DescribedEndpoint, SenderEndpoint {

    /** Returns its name, which its address ends in. */
    String name();

    /** Returns the path of its address. */
    default String path() {
        return ConfiguredEndpoints.PREFIX + name();
    }

    /** Returns the source of its deliveries. No sender has such a name, so nothing takes them for a sender's. */
    default String source() {
        return path().substring(1);
    }

    /** Returns the entry as it may be shown, in the shape that the file has: no secret. */
    Map<String, Object> shown();
}
