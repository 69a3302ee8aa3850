package dev.jenvoy.web;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.dispatch.intake.Submission;
import dev.jenvoy.dispatch.schedule.DeliveryProgress.Ended;
import dev.jenvoy.source.Envelope;
import dev.jenvoy.source.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The answers of the contract, as a sender shows them to people, in the form that it expects. */
final class Answers {

    /** A little over a minute: GitHub does not come again by itself, a person or a program does. */
    private static final Duration RETRY = Duration.ofSeconds(60);

    private static final FormattingStyle ONE_LINE = FormattingStyle.COMPACT.withSpaceAfterSeparators(true);

    /** GitHub shows an answer as it came: whoever looks for a line of a hook's output finds it. */
    private static final FormattingStyle FOR_PEOPLE = FormattingStyle.PRETTY;

    /** As the contract has them. */
    static final Answers PLAIN = new Answers(new PlainWording());

    private static final Answers TRIGGER = new Answers(new TriggerWording());

    private final Wording wording;

    private Answers(Wording wording) {
        this.wording = wording;
    }

    static Answers in(Envelope envelope) {
        return switch (envelope) {
            case CONTRACT -> PLAIN;
            case TRIGGER -> TRIGGER;
        };
    }

    Answer error(int status, String error) {
        return Answer.of(status, object(json -> wording.error(json, error)));
    }

    Answer refused(Refusal refusal) {
        Answer answer = error(refusal.status(), refusal.error());
        Duration again = refusal.retryAfter();
        return again == null ? answer : retryAfter(answer, again);
    }

    Answer unavailable(Submission.Unavailable unavailable) {
        return retryAfter(error(503, unavailable.reason()), RETRY);
    }

    Answer message(String message) {
        return Answer.of(200, object(json -> json.name("msg").value(message)));
    }

    /** It was taken and causes nothing. */
    Answer status(String status) {
        return Answer.of(200, object(json -> wording.nothing(json, status)));
    }

    Answer conflict() {
        return error(409, "this delivery id is known with another event or payload");
    }

    /** Everything has ended. */
    Answer done(List<Ended> ended, WebSettings settings) {
        boolean failed = ended.stream().anyMatch(one -> one.outcome().failed());
        int status = failed ? settings.failedHookStatus() : 200;
        return settings.returnScriptsInfo()
                ? Answer.of(status, object(FOR_PEOPLE, json -> wording.hooks(json, () -> hooks(json, ended))))
                : Answer.of(status, object(json -> wording.nothing(json, "done")));
    }

    /** Not everything has ended. */
    Answer running(String delivery, List<Ended> soFar, WebSettings settings) {
        return Answer.of(202, object(FOR_PEOPLE, json -> {
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
    static Answer several(Map<String, Answer> parts, Map<String, Integer> unlisted) {
        Answer gravest = parts.values().stream()
                .max(Comparator.comparingInt(part -> gravity(part.status())))
                .orElseGet(() -> Answer.of(200, "{}"));
        StringBuilder json = new StringBuilder("{\n  \"deliveries\": {");
        String separator = "\n";
        for (Map.Entry<String, Answer> part : parts.entrySet()) {
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
        return new Answer(gravest.status(), json.append("\n}\n").toString(), gravest.headers());
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

    private static Answer retryAfter(Answer answer, Duration again) {
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
    interface Members {
        void write(JsonWriter json) throws IOException;
    }

    /** One line. */
    static String object(Members members) {
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
