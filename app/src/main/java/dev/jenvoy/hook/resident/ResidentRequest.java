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

    private static final int MAX_BEGINNING_BYTES = 1 << 16;

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

    /**
     * Returns the answer in a line; empty if the line is output. What is on the line before it is output, too: what a hook or a
     * program that it runs prints need not end with a line end.
     */
    @Override
    public Optional<AnswerStream.Answer> read(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        int token = text.lastIndexOf(run);
        if (token < 0) {
            return Optional.empty();
        }
        int first = text.indexOf('{');
        int last = text.lastIndexOf('{', token);
        return answer(text, first).or(() -> answer(text, last));
    }

    /** Returns whether the token is near the beginning: an answer may name its run first. */
    @Override
    public boolean isBegun(byte[] beginning) {
        int length = Math.min(beginning.length, MAX_BEGINNING_BYTES);
        return new String(beginning, 0, length, StandardCharsets.UTF_8).contains(run);
    }

    private Optional<AnswerStream.Answer> answer(String text, int from) {
        if (from < 0) {
            return Optional.empty();
        }
        try {
            return JsonParser.parseString(text.substring(from)) instanceof JsonObject object && isOfThisRun(object)
                    ? Optional.of(answer(object).behind(text.substring(0, from)))
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
