package dev.jenvoy.ticket.tracker.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.jenvoy.http.HttpReply;
import dev.jenvoy.ticket.tracker.Quoted;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.net.http.HttpHeaders;

/** The answer of a tracker, without the credentials, with the usual refusals in its words. */
public final class TrackerAnswer {

    private final HttpReply.Answer answer;
    private final Quoted quoted;
    private final JsonElement json;

    TrackerAnswer(HttpReply.Answer answer, Quoted quoted) {
        this.answer = answer;
        this.quoted = quoted;
        this.json = quoted.answer(parsed(answer.body()));
    }

    private static JsonElement parsed(String body) {
        try {
            return body.isBlank() ? JsonNull.INSTANCE : JsonParser.parseString(body);
        } catch (JsonParseException e) {
            return JsonNull.INSTANCE;
        }
    }

    /** Returns the status of HTTP. */
    public int status() {
        return answer.status();
    }

    /** Returns whether the status says that it went well. */
    public boolean isOk() {
        return status() / 100 == 2;
    }

    /** Returns whether the body is a JSON object or list. */
    public boolean isJson() {
        return json instanceof JsonObject || json instanceof JsonArray;
    }

    /** Returns whether there is no body. */
    public boolean isEmpty() {
        return answer.body().isBlank();
    }

    /** Returns whether it went well and the body is JSON, as for a question. */
    public boolean isGood() {
        return isOk() && isJson();
    }

    /** Returns whether it went well and says nothing but JSON, as for a change, which may have no body. */
    public boolean isDone() {
        return isOk() && (isEmpty() || isJson());
    }

    /** Returns the body, if it is one object; else an empty object. */
    public JsonObject object() {
        return json instanceof JsonObject object ? object : new JsonObject();
    }

    /** Returns the body, if it is a list; else an empty list. */
    public JsonArray list() {
        return json instanceof JsonArray list ? list : new JsonArray();
    }

    /** Returns the first header of this name, or nothing. */
    public String header(String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** Returns the status and these words of the tracker, as they may be shown. */
    public String said(String words) {
        return quoted.line("HTTP " + status() + (words.isBlank() ? "" : ": " + words));
    }

    /** The tracker refuses this for this ticket. */
    public TrackerFailure refused(TrackerFailure.Refused.Reason reason, String words) {
        return new TrackerFailure.Refused(reason, said(words));
    }

    /** The tracker refuses something on which no move depends. */
    public TrackerFailure refusedAside(String words) {
        boolean isForbidden = status() == 401 || status() == 403;
        return refused(
                isForbidden ? TrackerFailure.Refused.Reason.FORBIDDEN : TrackerFailure.Refused.Reason.REJECTED, words);
    }

    HttpHeaders headers() {
        return answer.headers();
    }
}
