package dev.jenvoy.hook.run;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.hook.head.HeadDecision;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the head of a hook led to when its delivery was planned. The journal keeps it with the action, so that each attempt
 * has the same variables, also after a crash and after a change of the file.
 *
 * @param variables what the head adds to the environment
 * @param fault why the hook cannot be started
 */
record HookArguments(Map<String, String> variables, Optional<String> fault) {

    static final HookArguments NONE = new HookArguments(Map.of(), Optional.empty());

    private static final String VARIABLES = "env";
    private static final String FAULT = "fault";

    HookArguments {
        variables = Map.copyOf(variables);
    }

    static HookArguments failed(String why) {
        return new HookArguments(Map.of(), Optional.of(why));
    }

    /** Returns what is kept of a decision to run the hook, or to answer that it cannot be started. */
    static HookArguments of(HeadDecision decision) {
        if (decision instanceof HeadDecision.Faulty faulty) {
            return failed(faulty.why());
        }
        HookArguments arguments =
                decision instanceof HeadDecision.Runs runs && !runs.variables().isEmpty()
                        ? new HookArguments(runs.variables(), Optional.empty())
                        : NONE;
        boolean fits = arguments
                .text()
                .map(text -> text.getBytes(StandardCharsets.UTF_8).length <= Planned.MAX_ARGUMENTS_BYTES)
                .orElse(true);
        return fits ? arguments : failed("the variables of its head have more than 64 KB together");
    }

    /** Returns the text that the journal keeps; empty where there is nothing to keep. */
    Optional<String> text() {
        if (variables.isEmpty() && fault.isEmpty()) {
            return Optional.empty();
        }
        JsonObject json = new JsonObject();
        fault.ifPresent(why -> json.addProperty(FAULT, why));
        if (!variables.isEmpty()) {
            JsonObject all = new JsonObject();
            variables.forEach(all::addProperty);
            json.add(VARIABLES, all);
        }
        return Optional.of(json.toString());
    }

    /** Reads the text back. */
    static HookArguments read(Optional<String> text) {
        if (text.isEmpty()) {
            return NONE;
        }
        try {
            JsonObject json = JsonParser.parseString(text.get()).getAsJsonObject();
            Map<String, String> variables = new LinkedHashMap<>();
            if (json.has(VARIABLES)) {
                json.getAsJsonObject(VARIABLES)
                        .entrySet()
                        .forEach(entry ->
                                variables.put(entry.getKey(), entry.getValue().getAsString()));
            }
            return new HookArguments(
                    variables, json.has(FAULT) ? Optional.of(json.get(FAULT).getAsString()) : Optional.empty());
        } catch (JsonSyntaxException | IllegalStateException | UnsupportedOperationException | ClassCastException e) {
            return failed("what its head led to cannot be read back");
        }
    }
}
