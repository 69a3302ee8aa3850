package dev.jenvoy.process;

import dev.jenvoy.process.output.CapturedOutput;
import java.time.Duration;
import java.util.Optional;

/**
 * The result of a command that has ended.
 *
 * @param remaining describes the processes of its group that survived SIGKILL: "process 42 of user root"; empty if the
 *     command ended by itself
 * @param duration the time from the call until the end of the command, by the monotonic clock
 */
public record CommandResult(
        Exit exit, CapturedOutput stdout, CapturedOutput stderr, Duration duration, Optional<String> remaining) {}
