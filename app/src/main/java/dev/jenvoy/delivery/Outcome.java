package dev.jenvoy.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What became of an action.
 *
 * @param ending how it ended
 * @param returncode its exit code as a shell would say it (128+signal, 124, 126, 127), {@code null} where it has no code
 * @param stdout what it printed, as text; bytes that are not UTF-8 became replacement characters
 * @param stderr what it printed to standard error, likewise
 * @param truncated whether either output was cut at its limit
 * @param error why it did not end by itself, in words for the hook's author; {@code null} after {@link Ending#EXITED}
 * @param retry what it knows about another attempt; the scheduler obeys, the journal does not keep it
 */
public record Outcome(
        Ending ending,
        @Nullable Integer returncode,
        String stdout,
        String stderr,
        boolean truncated,
        @Nullable String error,
        RetryAdvice retry) {

    /** Leaves the time of another attempt to the scheduler. */
    public Outcome(
            Ending ending,
            @Nullable Integer returncode,
            String stdout,
            String stderr,
            boolean truncated,
            @Nullable String error) {
        this(ending, returncode, stdout, stderr, truncated, error, RetryAdvice.ANY_TIME);
    }

    /** Returns the same outcome with this advice. */
    public Outcome with(RetryAdvice advice) {
        return new Outcome(ending, returncode, stdout, stderr, truncated, error, advice);
    }

    /** An action that produced nothing but its ending. */
    public static Outcome without(Ending ending, @Nullable Integer returncode, String error) {
        return new Outcome(ending, returncode, "", "", false, error);
    }

    /** What it comes to. */
    public Status status() {
        return Status.of(ending, returncode);
    }

    /** Whether it did not do what it was to do. One that made room for a newer one did not have to. */
    public boolean failed() {
        return status() != Status.SUCCEEDED && status() != Status.SUPERSEDED;
    }
}
