package dev.jenvoy.web.response;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress.Ended;
import dev.jenvoy.sender.request.Rejection;
import dev.jenvoy.sender.request.ResponseStyle;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Builds responses, in the format that the sender expects and shows to people. */
public final class Responses {

    /** A little over a minute. GitHub does not retry by itself; a person or a program does. */
    private static final Duration RETRY = Duration.ofSeconds(60);

    private static final FormattingStyle ONE_LINE = FormattingStyle.COMPACT.withSpaceAfterSeparators(true);

    /** GitHub shows a response unchanged, so several lines let people find a line of a hook's output. */
    private static final FormattingStyle FOR_PEOPLE = FormattingStyle.PRETTY;

    /** Builds responses in the format of {@code docs/reference/http.md}. */
    public static final Responses PLAIN = new Responses(new PlainFormat());

    private static final Responses TRIGGER = new Responses(new TriggerFormat());

    private final ResponseFormat wording;

    private Responses(ResponseFormat wording) {
        this.wording = wording;
    }

    public static Responses in(ResponseStyle envelope) {
        return switch (envelope) {
            case CONTRACT, ROUTES, COMMANDS, BARE_REJECTIONS -> PLAIN;
            case TRIGGER -> TRIGGER;
        };
    }

    public Response error(int status, String error) {
        return Response.of(status, object(json -> wording.error(json, error)));
    }

    public Response refused(Rejection refusal) {
        Response answer = error(refusal.status(), refusal.error());
        Duration again = refusal.retryAfter();
        return again == null ? answer : retryAfter(answer, again);
    }

    public Response unavailable(Submission.Unavailable unavailable) {
        return retryAfter(error(503, unavailable.reason()), RETRY);
    }

    public Response message(String message) {
        return Response.of(200, object(json -> json.name("msg").value(message)));
    }

    /** Returns the response for an ignored delivery. */
    public Response status(String status) {
        return Response.of(200, object(json -> wording.nothing(json, status)));
    }

    public Response conflict() {
        return error(409, "this delivery id was used with another event or payload");
    }

    /** Returns the response for a delivery that has ended. */
    public Response done(List<Ended> ended, WebOptions settings) {
        boolean failed = ended.stream().anyMatch(one -> one.outcome().failed());
        int status = failed ? settings.failedHookStatus() : 200;
        return settings.returnScriptsInfo()
                ? Response.of(status, object(FOR_PEOPLE, json -> wording.hooks(json, () -> hooks(json, ended))))
                : Response.of(status, object(json -> wording.nothing(json, "done")));
    }

    /** Returns the response for a delivery that is still running. */
    Response running(String delivery, List<Ended> soFar, WebOptions settings) {
        return Response.of(202, object(FOR_PEOPLE, json -> {
            json.name("status").value("running");
            json.name("delivery").value(delivery);
            if (settings.returnScriptsInfo()) {
                json.name("hooks").beginObject();
                hooks(json, soFar);
                json.endObject();
            }
        }));
    }

    /**
     * Joins the results of several deliveries into one response. Each appears under its id. The status is the most
     * serious one: first a request to try again, then a rejection, a failed hook, a running delivery, and 200.
     *
     * @param unlisted the numbers of further ignored deliveries, by status
     */
    static Response several(Map<String, Response> parts, Map<String, Integer> unlisted) {
        Response gravest = parts.values().stream()
                .max(Comparator.comparingInt(part -> gravity(part.status())))
                .orElseGet(() -> Response.of(200, "{}"));
        StringBuilder json = new StringBuilder("{\n  \"deliveries\": {");
        String separator = "\n";
        for (Map.Entry<String, Response> part : parts.entrySet()) {
            // An id contains only letters, digits and {@code ._-}.
            json.append(separator).append("\"").append(part.getKey()).append("\": ");
            json.append(part.getValue().json().strip());
            separator = ",\n";
        }
        json.append("\n}");
        if (!unlisted.isEmpty()) {
            String counts = object(counted -> {
                for (Map.Entry<String, Integer> one : unlisted.entrySet()) {
                    counted.name(one.getKey()).value(one.getValue());
                }
            });
            json.append(",\n  \"unlisted\": ").append(counts.strip());
        }
        return new Response(gravest.status(), json.append("\n}\n").toString(), gravest.headers());
    }

    private static int gravity(int status) {
        return switch (status) {
            case 200 -> 0;
            case 202 -> 1;
            case 503 -> 1000;
            case 409 -> 900;
            default -> status;
        };
    }

    private static Response retryAfter(Response answer, Duration again) {
        return answer.with("Retry-After", String.valueOf(again.toSeconds()));
    }

    private static void hooks(JsonWriter json, List<Ended> ended) throws IOException {
        for (Ended one : ended) {
            Outcome outcome = one.outcome();
            json.name(one.name()).beginObject();
            json.name("returncode").value(outcome.returncode());
            json.name("stdout").value(outcome.stdout());
            json.name("stderr").value(outcome.stderr());
            if (outcome.truncated()) {
                json.name("truncated").value(true);
            }
            if (outcome.error() != null) {
                json.name("error").value(outcome.error());
            }
            if (outcome.result().isPresent()) {
                json.name("result").value(outcome.result().get());
            }
            json.endObject();
        }
    }

    /** Writes the members of an object. */
    public interface Members {
        void write(JsonWriter json) throws IOException;
    }

    /** Returns an object on one line. */
    public static String object(Members members) {
        return object(ONE_LINE, members);
    }

    private static String object(FormattingStyle style, Members members) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setFormattingStyle(style);
            json.setHtmlSafe(false);
            json.setSerializeNulls(true);
            json.beginObject();
            members.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }
}
