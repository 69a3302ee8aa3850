package dev.jenvoy.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint and how it stands.
 *
 * @param shut why it refuses every delivery, in words for the operator; {@code null} when it does not
 */
public record EndpointListing(Endpoint endpoint, @Nullable String shut) {}
