package dev.jenvoy.hook;

import java.time.Duration;

/**
 * The limits of one run of a hook.
 *
 * @param timeout maximum running time
 * @param killGrace the time between SIGTERM and SIGKILL
 * @param maxOutput bytes of each output that are kept
 */
public record HookLimits(Duration timeout, Duration killGrace, long maxOutput) {}
