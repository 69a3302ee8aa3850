package dev.jenvoy.cli.base;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.cli.base.Terminal.Colour;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Reads responses of the admin API leniently: missing values become empty. */
public final class JsonView {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private JsonView() {}

    /** Returns a text, number or flag; empty if it is missing. */
    public static String text(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive value ? value.getAsString() : "";
    }

    public static long number(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive value && value.isNumber() ? value.getAsLong() : 0;
    }

    public static boolean flag(JsonObject object, String name) {
        return object.get(name) instanceof JsonPrimitive value && value.isBoolean() && value.getAsBoolean();
    }

    public static JsonObject object(JsonObject object, String name) {
        return object.get(name) instanceof JsonObject value ? value : new JsonObject();
    }

    public static List<JsonObject> objects(JsonObject object, String name) {
        return array(object, name).stream()
                .filter(JsonElement::isJsonObject)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    public static List<String> texts(JsonObject object, String name) {
        return array(object, name).stream()
                .filter(JsonElement::isJsonPrimitive)
                .map(JsonElement::getAsString)
                .toList();
    }

    private static List<JsonElement> array(JsonObject object, String name) {
        return object.get(name) instanceof JsonArray value
                ? StreamSupport.stream(value.spliterator(), false).toList()
                : List.of();
    }

    /** Formats a time in this machine's zone. */
    public static String time(JsonObject object, String name) {
        String text = text(object, name);
        try {
            return text.isEmpty() ? "" : TIME.format(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    /** Formats a duration in milliseconds. */
    public static String took(JsonObject object, String name) {
        if (!object.has(name) || object.get(name).isJsonNull()) {
            return "";
        }
        return took(number(object, name));
    }

    /** Formats a duration in milliseconds. */
    public static String took(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        long seconds = millis / 1_000;
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d h", seconds / 3_600, seconds / 60 % 60);
    }

    /** Formats owner and repository. */
    public static String repository(JsonObject delivery) {
        String owner = text(delivery, "owner");
        String repository = text(delivery, "repository");
        return owner.isEmpty() || repository.isEmpty() ? owner + repository : owner + "/" + repository;
    }

    /** Formats the branch or the tag. */
    public static String place(JsonObject delivery) {
        if (!text(delivery, "branch").isEmpty()) {
            return text(delivery, "branch");
        }
        return text(delivery, "tag").isEmpty() ? "" : "tag " + text(delivery, "tag");
    }

    /** Formats how many hooks ended and failed. */
    public static String hooks(JsonObject delivery) {
        JsonObject hooks = object(delivery, "hooks");
        long total = number(hooks, "total");
        if (total == 0) {
            return "";
        }
        long failed = number(hooks, "failed");
        return number(hooks, "ended") + "/" + total + (failed == 0 ? "" : ", " + failed + " failed");
    }

    /** Returns what people are shown of a delivery's state; the state itself of a server that does not say it. */
    public static String shown(JsonObject delivery) {
        String shown = text(delivery, "shown");
        return (shown.isEmpty() ? text(delivery, "state") : shown).replace('_', ' ');
    }

    /** Returns the colour of a delivery's state, or of the ending of a hook. */
    public static Colour colour(String state) {
        return switch (state) {
            case "succeeded", "exited", "done" -> Colour.GREEN;
            case "failed",
                    "interrupted",
                    "set_aside",
                    "set aside",
                    "timed_out",
                    "killed",
                    "not_startable",
                    "vanished",
                    "lost" -> Colour.RED;
            case "running" -> Colour.CYAN;
            case "queued", "cancelled", "superseded", "partly superseded", "waiting", "retrying" -> Colour.YELLOW;
            default -> Colour.DIM;
        };
    }
}
