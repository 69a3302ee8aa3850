package dev.jenvoy.cli.imports;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a hooks file of adnanh/webhook, JSON or YAML. A secret from a variable, by its template, becomes a reference. */
final class HooksFile {

    private static final int MAX_CHARS = 4 << 20;
    private static final int MAX_ALIASES = 100;

    /** A value that is only this template is a text with quotes in it, so such a file is not JSON. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\{\\{-?\\s*getenv\\s+[\"`]([A-Za-z_][A-Za-z0-9_]*)[\"`]\\s*(?:\\|\\s*js\\s*)?-?}}");

    /** Marks a value that comes from a variable. It is not a character of any text: the range is for private use. */
    private static final String FROM_VARIABLE = "\uE000";

    private static final String REFERENCE = "env:";
    private static final Pattern REFERENCES = Pattern.compile("(?:env|file|credential):.*", Pattern.DOTALL);

    /** Aliases of YAML may stand for each other many times over. */
    private static final int MAX_VALUES = 100_000;

    private HooksFile() {}

    /** What a file turned out to be. */
    sealed interface Read {

        /** The hooks of the file, in order. */
        record Hooks(List<JsonElement> hooks) implements Read {}

        /** The file cannot be read. */
        record Unreadable(String reason) implements Read {}
    }

    static Read read(String text) {
        String plain = VARIABLE.matcher(text).replaceAll(FROM_VARIABLE + "$1");
        if (plain.contains("{{")) {
            int line = (int) plain.substring(0, plain.indexOf("{{")).lines().count();
            return new Read.Unreadable("line " + Math.max(1, line)
                    + " has a template; of templates, only {{ getenv \"NAME\" }} as a whole value is understood");
        }
        try {
            return json(plain)
                    .filter(JsonElement::isJsonArray)
                    .or(() -> yaml(plain))
                    .<Read>map(HooksFile::hooks)
                    .orElseGet(() -> new Read.Unreadable("it is neither JSON nor YAML"));
        } catch (StackOverflowError e) {
            return new Read.Unreadable("it is nested too deeply");
        }
    }

    private static Read hooks(JsonElement root) {
        return root.isJsonArray()
                ? new Read.Hooks(List.copyOf(root.getAsJsonArray().asList()))
                : new Read.Unreadable("it has no list of hooks");
    }

    private static Optional<JsonElement> json(String text) {
        try {
            return Optional.of(JsonParser.parseString(text));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonElement> yaml(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(MAX_CHARS)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .build();
        try {
            return Optional.of(new JsonTree().of(new Load(settings).loadFromString(text)));
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }

    /** Makes JSON of what YAML holds, up to a number of values. */
    private static final class JsonTree {

        private int values;

        JsonElement of(@Nullable Object value) {
            values++;
            if (values > MAX_VALUES) {
                throw new YamlEngineException("more than " + MAX_VALUES + " values");
            }
            if (value instanceof Map<?, ?> map) {
                JsonObject object = new JsonObject();
                map.forEach((key, member) -> object.add(String.valueOf(key), of(member)));
                return object;
            }
            if (value instanceof List<?> list) {
                JsonArray array = new JsonArray();
                list.forEach(member -> array.add(of(member)));
                return array;
            }
            if (value instanceof Boolean flag) {
                return new JsonPrimitive(flag);
            }
            if (value instanceof Number number) {
                return new JsonPrimitive(number);
            }
            return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value.toString());
        }
    }

    /** Returns a text; an empty text if the key is missing. */
    static String text(JsonObject object, String key) throws NotCarried {
        JsonElement value = object.get(key);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        if (!value.isJsonPrimitive()) {
            throw new NotCarried("\"" + key + "\" is no text");
        }
        return value.getAsString().replace(FROM_VARIABLE, REFERENCE);
    }

    /** Returns a text that becomes a secret: itself, or a reference to the variable that a template names. */
    static String secret(JsonObject object, String key) throws NotCarried {
        JsonElement value = object.get(key);
        if (value != null
                && value.isJsonPrimitive()
                && REFERENCES.matcher(value.getAsString()).matches()) {
            throw new NotCarried("a secret that begins with env:, file: or credential: is a reference in config.json:"
                    + " give the sender another one");
        }
        return text(object, key);
    }

    /** Returns a text that becomes a line of a script; an empty text if the key is missing. */
    static String line(JsonObject object, String key) throws NotCarried {
        String text = text(object, key);
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new NotCarried("\"" + key + "\" has a line break or another control character");
        }
        return text;
    }

    static JsonObject object(JsonObject object, String key) throws NotCarried {
        JsonElement value = object.get(key);
        if (value == null || !value.isJsonObject()) {
            throw new NotCarried("\"" + key + "\" is missing, or is no object");
        }
        return value.getAsJsonObject();
    }

    /** Returns a list; an empty list if the key is missing. */
    static List<JsonElement> list(JsonObject object, String key) throws NotCarried {
        JsonElement value = object.get(key);
        if (value == null || value.isJsonNull()) {
            return List.of();
        }
        if (!value.isJsonArray()) {
            throw new NotCarried("\"" + key + "\" is no list");
        }
        return value.getAsJsonArray().asList();
    }

    /** Returns the objects of a list; an empty list if the key is missing. */
    static List<JsonObject> objects(JsonObject object, String key) throws NotCarried {
        List<JsonElement> all = list(object, key);
        if (!all.stream().allMatch(JsonElement::isJsonObject)) {
            throw new NotCarried("\"" + key + "\" is no list of objects");
        }
        return all.stream().map(JsonElement::getAsJsonObject).toList();
    }

    /** Returns whether a flag is set; false if the key is missing. */
    static boolean flag(JsonObject object, String key) throws NotCarried {
        return text(object, key).equalsIgnoreCase("true");
    }
}
