package dev.jenvoy.hook.run;

import com.google.gson.stream.JsonWriter;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.hook.RunCondition;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the other actions of a delivery came to, for a hook that runs after them.
 *
 * @param actions those for which the delivery waits, without the hooks that run after them, in order
 */
record EarlierOutcomes(List<Context.Earlier> actions) {

    /** Limits the characters of all outputs together; those that come later are left out. */
    private static final int MOST_OUTPUT = 1 << 20;

    EarlierOutcomes {
        actions = List.copyOf(actions);
    }

    /** Returns the result of all in one word: the first of these that any of them has, {@code success} otherwise. */
    String word() {
        List<Status> all =
                actions.stream().map(action -> action.outcome().status()).toList();
        if (all.stream().anyMatch(Status::isFailure)) {
            return RunCondition.FAILURE.word();
        }
        if (all.contains(Status.CANCELLED)) {
            return "cancelled";
        }
        return all.contains(Status.SUPERSEDED) ? "superseded" : RunCondition.SUCCESS.word();
    }

    /** Returns why a hook with this condition does not run, in words; empty if it runs. */
    Optional<String> whySkipped(RunCondition condition) {
        String result = word();
        return condition == RunCondition.ALWAYS || condition.word().equals(result)
                ? Optional.empty()
                : Optional.of("it runs on " + condition.word() + ", and the result is " + result);
    }

    /** Writes them as JSON. */
    void write(Writer out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.beginObject();
        json.name("result").value(word());
        json.name("actions").beginArray();
        int room = MOST_OUTPUT;
        for (Context.Earlier action : actions) {
            room -= write(action, room, json);
        }
        json.endArray();
        json.endObject();
        json.flush();
    }

    /** Writes one, with its outputs if there is room for them; returns how much of it they took. */
    private static int write(Context.Earlier action, int room, JsonWriter json) throws IOException {
        Outcome outcome = action.outcome();
        int length = outcome.stdout().length() + outcome.stderr().length();
        boolean fits = length <= room;
        json.beginObject();
        json.name("kind").value(action.kind());
        json.name("name").value(action.name());
        json.name("status").value(outcome.status().name().toLowerCase(Locale.ROOT));
        json.name("returncode").value(outcome.returncode());
        json.name("stdout").value(fits ? outcome.stdout() : "");
        json.name("stderr").value(fits ? outcome.stderr() : "");
        json.name("truncated").value(outcome.truncated() || !fits);
        if (outcome.error() != null) {
            json.name("error").value(outcome.error());
        }
        if (outcome.result().isPresent()) {
            json.name("result").value(outcome.result().get());
        }
        json.endObject();
        return fits ? length : 0;
    }
}
