package dev.jenvoy.sender.sns;

import java.util.function.Supplier;

/**
 * Gives Amazon SNS what it alone needs of the server.
 *
 * @param settings the settings in force
 * @param client fetches what messages point to
 */
public record SnsParts(Supplier<SnsSettings> settings, AwsClient client) {}
