package dev.jenvoy.process;

import java.time.Duration;

/**
 * A command that has ended.
 *
 * @param duration from the call until the end of the command, by the monotonic clock
 */
public record Result(Exit exit, Captured stdout, Captured stderr, Duration duration) {}
