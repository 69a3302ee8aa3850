package dev.jenvoy.source;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not taken.
 *
 * @param status the HTTP status
 * @param check the check that refused it, one word for logs, metrics and lists: {@code address}, {@code signature}
 * @param error what was wrong and what was expected; goes to the sender, so holds no secret and no path
 * @param retryAfter when to come again, {@code null} where that makes no sense
 */
public record Refusal(
        int status, String check, String error, @Nullable Duration retryAfter) {

    public static Refusal forbidden(String check, String error) {
        return new Refusal(403, check, error, null);
    }

    public static Refusal badRequest(String check, String error) {
        return new Refusal(400, check, error, null);
    }

    public static Refusal unavailable(String check, String error, Duration retryAfter) {
        return new Refusal(503, check, error, retryAfter);
    }
}
