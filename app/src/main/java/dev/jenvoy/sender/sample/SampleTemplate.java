package dev.jenvoy.sender.sample;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the places of a JSON tree: a text that is nothing but <code>${part}</code> becomes that part, filled as well;
 * <code>${place}</code> within a text becomes its value. It works on the tree, so no value can break the JSON.
 */
public final class SampleTemplate {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z_]+)}");

    private final Function<String, Optional<JsonElement>> parts;
    private final Map<String, String> values;
    private final Set<String> filled = new HashSet<>();

    /**
     * Makes a template.
     *
     * @param parts finds the part of a name
     * @param values the value of each place
     */
    SampleTemplate(Function<String, Optional<JsonElement>> parts, Map<String, String> values) {
        this.parts = parts;
        this.values = Map.copyOf(values);
    }

    /**
     * Holds a tree without places.
     *
     * @param json the tree
     * @param places the names of the values that it shows
     */
    public record Filled(JsonElement json, Set<String> places) {}

    Filled fill(JsonElement tree) {
        JsonElement json = filled(tree);
        return new Filled(json, Set.copyOf(filled));
    }

    private JsonElement filled(JsonElement tree) {
        if (tree instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            object.entrySet().forEach(member -> copy.add(member.getKey(), filled(member.getValue())));
            return copy;
        }
        if (tree instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(item -> copy.add(filled(item)));
            return copy;
        }
        return tree instanceof JsonPrimitive text && text.isString() ? text(text.getAsString()) : tree;
    }

    private JsonElement text(String text) {
        Matcher place = PLACE.matcher(text);
        if (place.matches()) {
            Optional<JsonElement> part = parts.apply(place.group(1));
            if (part.isPresent()) {
                return filled(part.get());
            }
        }
        return new JsonPrimitive(place.reset().replaceAll(match -> Matcher.quoteReplacement(value(match.group(1)))));
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("a sample has a place for an unknown " + name);
        }
        filled.add(name);
        return value;
    }
}
