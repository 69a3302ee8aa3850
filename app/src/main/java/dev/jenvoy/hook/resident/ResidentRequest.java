package dev.jenvoy.hook.resident;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.process.output.AnswerStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One delivery as a resident hook gets it: a line of JSON, answered by a line of JSON. The run's random token is in both, so
 * that nothing that a payload says can be taken for an answer.
 *
 * @param run the token
 * @param id the delivery's id
 * @param event the event
 * @param facts what is known of the delivery
 * @param variables what a hook that is no resident would have in its environment
 * @param payload the file of the payload, absolute
 * @param result the file with the outcomes of the other actions, absolute, for a hook that runs after them
 */
public record ResidentRequest(
        String run,
        String id,
        String event,
        Map<String, String> facts,
        Map<String, String> variables,
        Path payload,
        Optional<Path> result)
        implements AnswerStream.AnswerReader {

    public ResidentRequest {
        facts = Map.copyOf(facts);
        variables = Map.copyOf(variables);
    }

    /** Returns the line, with its line end. */
    byte[] line() {
        JsonObject line = new JsonObject();
        line.addProperty("run", run);
        line.addProperty("id", id);
        line.addProperty("event", event);
        line.add("facts", texts(facts));
        line.add("variables", texts(variables));
        line.addProperty("payload_file", payload.toString());
        result.ifPresent(file -> line.addProperty("result_file", file.toString()));
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject texts(Map<String, String> texts) {
        JsonObject object = new JsonObject();
        texts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(text -> object.addProperty(text.getKey(), text.getValue()));
        return object;
    }

    /** Returns the answer in a line; empty if the line is output. */
    @Override
    public Optional<AnswerStream.Answer> read(byte[] line) {
        if (line.length == 0 || line[0] != '{') {
            return Optional.empty();
        }
        String text = new String(line, StandardCharsets.UTF_8);
        if (!text.contains(run)) {
            return Optional.empty();
        }
        try {
            return JsonParser.parseString(text) instanceof JsonObject object && isOfThisRun(object)
                    ? Optional.of(answer(object))
                    : Optional.empty();
        } catch (JsonParseException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    private boolean isOfThisRun(JsonObject object) {
        return object.get("run") instanceof JsonPrimitive said
                && said.isString()
                && said.getAsString().equals(run);
    }

    private static AnswerStream.Answer answer(JsonObject object) {
        JsonElement code = object.get("returncode");
        JsonElement output = object.get("output");
        if (!(code instanceof JsonPrimitive number
                        && number.isNumber()
                        && number.getAsString().matches("[0-9]{1,3}"))
                || code.getAsInt() > 255) {
            return AnswerStream.Answer.wrong("its answer has no returncode from 0 to 255");
        }
        if (output != null && !(output instanceof JsonPrimitive text && text.isString())) {
            return AnswerStream.Answer.wrong("the output in its answer is no text");
        }
        return new AnswerStream.Answer(code.getAsInt(), output == null ? "" : output.getAsString(), "");
    }
}
