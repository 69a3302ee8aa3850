package dev.jenvoy.sender.request;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not taken.
 *
 * @param status the HTTP status
 * @param check the check that refused it, one word for logs, metrics and lists: {@code address}, {@code signature}
 * @param error what was wrong and what was expected; goes to the sender, so holds no secret and no path
 * @param retryAfter when to come again, {@code null} where that makes no sense
 * @param hint what the operator can do about it; for the log and the list of refusals alone, {@code null} for none
 */
public record Rejection(
        int status,
        String check,
        String error,
        @Nullable Duration retryAfter,
        @Nullable String hint) {

    public static Rejection of(int status, String check, String error) {
        return new Rejection(status, check, error, null, null);
    }

    public static Rejection forbidden(String check, String error) {
        return of(403, check, error);
    }

    public static Rejection badRequest(String check, String error) {
        return of(400, check, error);
    }

    public static Rejection unavailable(String check, String error, Duration retryAfter) {
        return new Rejection(503, check, error, retryAfter, null);
    }

    /** The same with a word for the operator. */
    public Rejection hint(String words) {
        return new Rejection(status, check, error, retryAfter, words);
    }
}
