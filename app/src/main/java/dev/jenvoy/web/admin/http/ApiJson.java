package dev.jenvoy.web.admin.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds a JSON object in the format of the API. Leaves out unknown values. Writes times in UTC with milliseconds. */
public final class ApiJson {

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final JsonObject object = new JsonObject();

    private ApiJson() {}

    public static ApiJson object() {
        return new ApiJson();
    }

    public JsonObject done() {
        return object;
    }

    public ApiJson add(String name, @Nullable String value) {
        if (value != null) {
            object.addProperty(name, value);
        }
        return this;
    }

    public ApiJson add(String name, long value) {
        object.addProperty(name, value);
        return this;
    }

    public ApiJson add(String name, boolean value) {
        object.addProperty(name, value);
        return this;
    }

    public ApiJson add(String name, @Nullable Instant time) {
        return time == null ? this : add(name, TIME.format(time));
    }

    public ApiJson add(String name, @Nullable Duration time) {
        return time == null ? this : add(name, time.toMillis());
    }

    /** Adds the name in lower case. */
    public ApiJson add(String name, Enum<?> value) {
        return add(name, word(value));
    }

    /** Adds the value's text; leaves out {@code null}. */
    public ApiJson addText(String name, @Nullable Object value) {
        return value == null ? this : add(name, value.toString());
    }

    public ApiJson add(String name, @Nullable JsonElement value) {
        if (value != null) {
            object.add(name, value);
        }
        return this;
    }

    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    public static <T> JsonArray array(Collection<T> values, Function<? super T, ? extends JsonElement> each) {
        JsonArray array = new JsonArray(values.size());
        values.forEach(value -> array.add(each.apply(value)));
        return array;
    }

    public static JsonArray texts(Collection<String> values) {
        JsonArray array = new JsonArray(values.size());
        values.forEach(array::add);
        return array;
    }

    /** Returns one line. Replaces invalid Unicode by question marks. */
    public static String text(JsonElement element) {
        return GSON.toJson(element);
    }

    static byte[] bytes(JsonElement element) {
        return text(element).concat("\n").getBytes(StandardCharsets.UTF_8);
    }
}
