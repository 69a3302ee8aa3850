package dev.jenvoy.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What a process leaves when it ends.
 *
 * @param returncode its exit code as a shell would say it (128+signal, 124, 126, 127), {@code null} where it has no code
 * @param stdout what it printed, as text; bytes that are not UTF-8 became replacement characters
 * @param stderr what it printed to standard error, likewise
 * @param truncated whether either output was cut at its limit
 */
public record ProcessResult(@Nullable Integer returncode, String stdout, String stderr, boolean truncated) {

    /** Returns the same outputs without the exit code. */
    ProcessResult withoutCode() {
        return new ProcessResult(null, stdout, stderr, truncated);
    }
}
