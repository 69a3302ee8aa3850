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

/** The answers of the contract, as a sender shows them to people, in the form that it expects. */
public final class Responses {

    /** A little over a minute: GitHub does not come again by itself, a person or a program does. */
    private static final Duration RETRY = Duration.ofSeconds(60);

    private static final FormattingStyle ONE_LINE = FormattingStyle.COMPACT.withSpaceAfterSeparators(true);

    /** GitHub shows an answer as it came: whoever looks for a line of a hook's output finds it. */
    private static final FormattingStyle FOR_PEOPLE = FormattingStyle.PRETTY;

    /** As the contract has them. */
    public static final Responses PLAIN = new Responses(new PlainFormat());

    private static final Responses TRIGGER = new Responses(new TriggerFormat());

    private final ResponseFormat wording;

    private Responses(ResponseFormat wording) {
        this.wording = wording;
    }

    public static Responses in(ResponseStyle envelope) {
        return switch (envelope) {
            case CONTRACT -> PLAIN;
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

    /** It was taken and causes nothing. */
    public Response status(String status) {
        return Response.of(200, object(json -> wording.nothing(json, status)));
    }

    public Response conflict() {
        return error(409, "this delivery id is known with another event or payload");
    }

    /** Everything has ended. */
    public Response done(List<Ended> ended, WebSettings settings) {
        boolean failed = ended.stream().anyMatch(one -> one.outcome().failed());
        int status = failed ? settings.failedHookStatus() : 200;
        return settings.returnScriptsInfo()
                ? Response.of(status, object(FOR_PEOPLE, json -> wording.hooks(json, () -> hooks(json, ended))))
                : Response.of(status, object(json -> wording.nothing(json, "done")));
    }

    /** Not everything has ended. */
    Response running(String delivery, List<Ended> soFar, WebSettings settings) {
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
     * One answer of several deliveries: what would be said of each stands under its id. Its status is the gravest: one
     * that asks to come again, then one that was refused, one with a failed hook, one still running, and 200.
     *
     * @param unlisted how many more caused nothing, by status
     */
    static Response several(Map<String, Response> parts, Map<String, Integer> unlisted) {
        Response gravest = parts.values().stream()
                .max(Comparator.comparingInt(part -> gravity(part.status())))
                .orElseGet(() -> Response.of(200, "{}"));
        StringBuilder json = new StringBuilder("{\n  \"deliveries\": {");
        String separator = "\n";
        for (Map.Entry<String, Response> part : parts.entrySet()) {
            // An id is of letters, digits and ._- alone.
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
            json.endObject();
        }
    }

    /** Writes the members of an object. */
    public interface Members {
        void write(JsonWriter json) throws IOException;
    }

    /** One line. */
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
