package dev.jenvoy.journal;

import java.time.Instant;

/**
 * A start of an action, recorded before it is started.
 *
 * @param token the random token by which what outlives a crash is recognised
 */
public record Start(String token, Instant at) {}
