package dev.jenvoy.sender.request;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says why a request is rejected. {@link Check} makes them.
 *
 * @param status the HTTP status
 * @param check the word of the check that rejected it: {@code address}, {@code signature}
 * @param error what was wrong and what was expected; goes to the sender, so holds no secret and no path
 * @param retryAfter when the request may come again, or {@code null} where that makes no sense
 * @param hint what the operator can do about it, for the log and the list of rejected requests alone; or {@code null}
 */
public record Rejection(
        int status,
        String check,
        String error,
        @Nullable Duration retryAfter,
        @Nullable String hint) {

    /** Returns this rejection with a hint for the operator. */
    public Rejection hint(String words) {
        return new Rejection(status, check, error, retryAfter, words);
    }
}
