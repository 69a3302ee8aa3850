package dev.jenvoy.hook;

import java.time.Duration;

/**
 * What one run of a hook may take.
 *
 * @param timeout how long it may run
 * @param killGrace how long after SIGTERM it gets SIGKILL
 * @param maxOutput how many bytes of each output are kept
 */
public record HookLimits(Duration timeout, Duration killGrace, long maxOutput) {}
