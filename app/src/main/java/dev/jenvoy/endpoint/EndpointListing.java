package dev.jenvoy.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint with its state.
 *
 * @param shut why it rejects every delivery, for the operator; {@code null} if it does not
 */
public record EndpointListing(Endpoint endpoint, @Nullable String shut) {}
