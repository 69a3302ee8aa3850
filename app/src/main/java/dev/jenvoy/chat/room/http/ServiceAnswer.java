package dev.jenvoy.chat.room.http;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.http.HttpReply;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.http.RetryTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The answer of a service to a message, and what such an answer usually means. */
public final class ServiceAnswer {

    private final HttpReply.Answer answer;
    private final Said said;
    private final Instant now;
    private final JsonObject json;

    ServiceAnswer(HttpReply.Answer answer, Said said, Instant now) {
        this.answer = answer;
        this.said = said;
        this.now = now;
        this.json = JsonBody.read(answer.body());
    }

    /** Returns the status of HTTP. */
    public int status() {
        return answer.status();
    }

    /** Returns whether the status says that it went well. */
    public boolean isOk() {
        return status() / 100 == 2;
    }

    /** Returns the body, if it is one object; else an empty object. */
    public JsonObject json() {
        return json;
    }

    /** Returns a text or number of the body's object; empty if the path leads to no such value. */
    public String word(String... path) {
        return JsonBody.word(json, path);
    }

    /** Returns the first header of this name, or nothing. */
    public String header(String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** Returns the body as it came; nothing if it is a page for people, as proxies send it. */
    public String text() {
        String text = answer.body().strip();
        return text.startsWith("<") ? "" : text;
    }

    /** Returns how long until a window of the service's limit ends, if it says so. */
    public Optional<Duration> untilReset() {
        return RetryTime.untilReset(answer.headers(), now);
    }

    /** Returns the status and these words of the service, as they may be shown. */
    public String said(String words) {
        return said.line("HTTP " + status() + (words.isBlank() ? "" : ": " + words));
    }

    /** The service accepted the message, and gave it this id, if any. */
    public SendResult sent(String remote) {
        return new SendResult.Sent(remote.isEmpty() ? Optional.empty() : Optional.of(remote), said(""));
    }

    /** The service limits the rate: after what headers and body say. */
    public SendResult limited(boolean wholeAccount, String words) {
        return new SendResult.Limited(RetryTime.of(answer.headers(), json, now), wholeAccount, said(words));
    }

    /** The service refuses this message alone. */
    public SendResult refused(String words) {
        return new SendResult.Refused(false, said(words));
    }

    /** The service refuses every message to this room. */
    public SendResult shut(String words) {
        return new SendResult.Refused(true, said(words));
    }

    /** The service failed for a cause that may pass. */
    public SendResult failed(String words) {
        return new SendResult.Unreachable(said(words));
    }

    /** The service failed, and does not know itself how far it came. */
    public SendResult inDoubt(String words) {
        return new SendResult.InDoubt(said(words));
    }

    /** The service calls the message too long. */
    public SendResult tooLong(String words) {
        return new SendResult.TooLong(said(words));
    }

    /**
     * Returns what the status alone means: 2xx is sent; 429 a limit; 413 too long; 408, 425 and 5xx a failure that may pass,
     * of which a gateway's 504 leaves it open whether the message arrived; 401, 403, 404, 410 and redirects shut the room; any
     * other refuses this message.
     */
    public SendResult usual(String words) {
        if (isOk()) {
            return sent("");
        }
        return switch (status()) {
            case 429 -> limited(false, words);
            case 413 -> tooLong(words);
            case 408, 425 -> failed(words);
            case 504 -> inDoubt(words);
            case 401, 403, 404, 410 -> shut(words);
            default -> {
                if (status() >= 500) {
                    yield failed(words);
                }
                yield status() / 100 == 3 ? shut("a redirect, which is not followed") : refused(words);
            }
        };
    }
}
