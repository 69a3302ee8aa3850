package dev.jenvoy.forge.service;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.http.HttpReply;
import dev.jenvoy.http.RetryTime;
import dev.jenvoy.http.SecretMask;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what the refusals of forges mean. */
final class Refusals {

    /** GitHub asks for as much where it does not say when the secondary limit ends. */
    private static final Duration LEAST_PAUSE = Duration.ofMinutes(1);

    private static final int MAX_WORDS = 200;

    private Refusals() {}

    static ForgeReply.Failure of(HttpReply.Answer answer, String words, Instant now) {
        int status = answer.status();
        String said = "HTTP " + status + (words.isEmpty() ? "" : ": " + words);
        if (status == 429 || (status == 403 && isLimit(answer.headers(), words))) {
            return new ForgeReply.Limited(
                    now.plus(pause(answer.headers(), now)), "the limit of requests is used: " + said);
        }
        if (status == 401) {
            return new ForgeReply.CredentialsRefused("the credentials are refused: " + said);
        }
        if (status == 403) {
            return new ForgeReply.Refused("the credentials do not allow it: " + said);
        }
        if (status == 404 || status == 410) {
            return new ForgeReply.Missing("not there, or the credentials do not show it: " + said);
        }
        if (status / 100 == 3) {
            return new ForgeReply.Refused(
                    "a redirect, which is not followed: the repository has moved, or \"api\" is wrong: " + said);
        }
        if (status == 408 || status == 425 || status / 100 == 5) {
            return answer.headers().firstValue("Retry-After").isPresent()
                    ? new ForgeReply.Limited(now.plus(pause(answer.headers(), now)), "the service fails: " + said)
                    : new ForgeReply.Unreachable("the service fails: " + said);
        }
        return new ForgeReply.Refused(said);
    }

    /** Returns the pause that an answer asks for that did what was asked, with the last request of a window. */
    static Optional<ForgeReply.Limited> used(HttpHeaders headers, Instant now) {
        return isUsed(headers)
                ? RetryTime.untilReset(headers, now)
                        .map(wait -> new ForgeReply.Limited(now.plus(wait), "the limit of requests is used"))
                : Optional.empty();
    }

    private static boolean isLimit(HttpHeaders headers, String words) {
        return headers.firstValue("Retry-After").isPresent()
                || isUsed(headers)
                || words.toLowerCase(Locale.ROOT).contains("rate limit");
    }

    private static boolean isUsed(HttpHeaders headers) {
        return headers.firstValue("X-RateLimit-Remaining")
                .filter(left -> left.strip().equals("0"))
                .isPresent();
    }

    private static Duration pause(HttpHeaders headers, Instant now) {
        boolean isSaid = headers.firstValue("Retry-After").isPresent()
                || (isUsed(headers) && headers.firstValue("X-RateLimit-Reset").isPresent());
        return isSaid ? RetryTime.of(headers, new JsonObject(), now) : LEAST_PAUSE;
    }

    /** Returns what the service said, on one line, without the credentials. */
    static String words(@Nullable JsonElement json, SecretMask mask) {
        if (!(json instanceof JsonObject object)) {
            return "";
        }
        for (String name : List.of("message", "error", "errors", "error_description")) {
            String words = text(object.get(name));
            if (!words.isBlank()) {
                String line =
                        mask.masked(words).replaceAll("[\\p{Cntrl}\\s\"]+", " ").strip();
                return line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "...";
            }
        }
        return "";
    }

    private static String text(@Nullable JsonElement value) {
        if (value instanceof JsonPrimitive plain) {
            return plain.getAsString();
        }
        if (value instanceof JsonArray array) {
            return array.isEmpty() ? "" : text(array.get(0));
        }
        if (value instanceof JsonObject object) {
            return object.has("message") ? text(object.get("message")) : object.toString();
        }
        return "";
    }
}
