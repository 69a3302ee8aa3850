package dev.jenvoy.web.admin.http;

import java.time.Instant;

/**
 * What is told of the server itself.
 *
 * @param version its version
 * @param started when it was started
 * @param publicUrl where deliveries go, as far as the server knows; a proxy before it may have another address
 * @param secretSet whether a secret is enforced
 */
public record ServerFacts(String version, Instant started, String publicUrl, boolean secretSet) {}
