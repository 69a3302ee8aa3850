package dev.jenvoy.delivery;

import dev.jenvoy.delivery.output.KeptLog;
import org.jspecify.annotations.Nullable;

/**
 * What a process leaves when it ends. The two outputs are what answers show; the log has more of them.
 *
 * @param returncode its exit code as a shell would say it (128+signal, 124, 126, 127), {@code null} where it has no code
 * @param stdout what it printed, as text, up to the limit of answers; bytes that are not UTF-8 became replacement characters
 * @param stderr what it printed to standard error, likewise
 * @param truncated whether either output was cut at its limit
 * @param log both outputs in their order
 */
public record ProcessResult(
        @Nullable Integer returncode, String stdout, String stderr, boolean truncated, KeptLog log) {

    /** Returns the same outputs without the exit code. */
    ProcessResult withoutCode() {
        return new ProcessResult(null, stdout, stderr, truncated, log);
    }

    ProcessResult with(KeptLog kept) {
        return new ProcessResult(returncode, stdout, stderr, truncated, kept);
    }
}
