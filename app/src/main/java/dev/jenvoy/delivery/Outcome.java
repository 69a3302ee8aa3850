package dev.jenvoy.delivery;

import dev.jenvoy.delivery.output.KeptLog;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param ending how it ended
 * @param process what its process left; empty for an action that is no process, and where no process came to be
 * @param error why it did not do what it was to do, in words for the author of the hook or the owner of the room; {@code
 *     null} after {@link Ending#DONE} and {@link Ending#NOTHING}, and after {@link Ending#EXITED} if the exit code says all
 * @param result what an action that is no process says of its effect, text or small JSON; at most {@link
 *     #MAX_RESULT_BYTES} in UTF-8
 * @param retry what it knows about another attempt; the scheduler obeys, the journal does not keep it
 */
public record Outcome(
        Ending ending,
        Optional<ProcessResult> process,
        @Nullable String error,
        Optional<String> result,
        RetryAdvice retry) {

    public static final int MAX_RESULT_BYTES = 64 << 10;

    public Outcome {
        if (result.isPresent() && result.get().getBytes(StandardCharsets.UTF_8).length > MAX_RESULT_BYTES) {
            throw new IllegalArgumentException("more than 64 KB of result");
        }
    }

    /** Describes the end of a process, and leaves the time of another attempt to the scheduler. */
    public Outcome(
            Ending ending,
            @Nullable Integer returncode,
            String stdout,
            String stderr,
            boolean truncated,
            @Nullable String error) {
        this(
                ending,
                Optional.of(new ProcessResult(returncode, stdout, stderr, truncated, KeptLog.NONE)),
                error,
                Optional.empty(),
                RetryAdvice.ANY_TIME);
    }

    /** Returns the outcome of an action that is no process and did what it was to do. */
    public static Outcome done(String result) {
        return new Outcome(Ending.DONE, Optional.empty(), null, Optional.of(result), RetryAdvice.ANY_TIME);
    }

    /** Returns the outcome of an action that is no process and had nothing to do. */
    public static Outcome nothing(String result) {
        return new Outcome(Ending.NOTHING, Optional.empty(), null, Optional.of(result), RetryAdvice.ANY_TIME);
    }

    /** Returns the outcome of an action that is no process and failed. */
    public static Outcome failed(String error, RetryAdvice advice) {
        return new Outcome(Ending.FAILED, Optional.empty(), error, Optional.empty(), advice);
    }

    /** Returns the same outcome with this advice. */
    public Outcome with(RetryAdvice advice) {
        return new Outcome(ending, process, error, result, advice);
    }

    /** Returns the same outcome with what the action says of its effect. */
    public Outcome withResult(String said) {
        return new Outcome(ending, process, error, Optional.of(said), retry);
    }

    /** Returns the same outcome with the log of its process. */
    public Outcome with(KeptLog log) {
        return new Outcome(ending, process.map(left -> left.with(log)), error, result, retry);
    }

    /** Returns the outcome of an attempt that the server's stop cut short, with what it left. */
    public Outcome interrupted(String why) {
        return new Outcome(
                Ending.INTERRUPTED, process.map(ProcessResult::withoutCode), why, result, RetryAdvice.ANY_TIME);
    }

    /** Returns the outcome of an attempt that was cancelled while it ran, with what it had done by then. */
    public Outcome cancelled() {
        return new Outcome(
                Ending.CANCELLED, process.map(ProcessResult::withoutCode), "cancelled", result, RetryAdvice.ANY_TIME);
    }

    /** An action that produced nothing but its ending. */
    public static Outcome without(Ending ending, @Nullable Integer returncode, String error) {
        Optional<ProcessResult> process = returncode == null
                ? Optional.empty()
                : Optional.of(new ProcessResult(returncode, "", "", false, KeptLog.NONE));
        return new Outcome(ending, process, error, Optional.empty(), RetryAdvice.ANY_TIME);
    }

    /** Returns the exit code of its process, {@code null} where there is no code or no process. */
    public @Nullable Integer returncode() {
        return process.map(ProcessResult::returncode).orElse(null);
    }

    /** Returns what its process printed; empty without a process. */
    public String stdout() {
        return process.map(ProcessResult::stdout).orElse("");
    }

    /** Returns what its process printed to standard error; empty without a process. */
    public String stderr() {
        return process.map(ProcessResult::stderr).orElse("");
    }

    /** Whether an output of its process was cut at its limit. */
    public boolean truncated() {
        return process.map(ProcessResult::truncated).orElse(false);
    }

    /** Returns the log of its process; an empty one without a process. */
    public KeptLog log() {
        return process.map(ProcessResult::log).orElse(KeptLog.NONE);
    }

    /** What it comes to. */
    public Status status() {
        return Status.of(ending, returncode());
    }

    /** Whether it did not do what it was to do. One that made room for a newer one did not have to. */
    public boolean failed() {
        return !status().endedWell();
    }
}
