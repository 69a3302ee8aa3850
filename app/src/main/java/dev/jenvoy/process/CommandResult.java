package dev.jenvoy.process;

import dev.jenvoy.process.output.CapturedOutput;
import java.time.Duration;
import java.util.Optional;

/**
 * A command that has ended.
 *
 * @param remaining which processes of its group live on though they were sent SIGKILL, in words: "process 42 of user
 *     root"; empty after an end of its own
 * @param duration from the call until the end of the command, by the monotonic clock
 */
public record CommandResult(
        Exit exit, CapturedOutput stdout, CapturedOutput stderr, Duration duration, Optional<String> remaining) {}
