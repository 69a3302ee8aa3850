package dev.jenvoy.contract.kit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A response as it was received; field names in lower case. */
public record HttpAnswer(int status, Map<String, List<String>> fields, String body) {

    public JsonObject json() {
        return JsonParser.parseString(body).getAsJsonObject();
    }

    /** Returns the result of a hook. A trigger's response has its hooks in a member of their own. */
    public JsonObject hook(String name) {
        JsonObject json = json();
        JsonObject hook = (json.has("success") ? json.getAsJsonObject("hooks") : json).getAsJsonObject(name);
        if (hook == null) {
            throw new AssertionError("no hook " + name + " in " + status + " " + body);
        }
        return hook;
    }

    public String stdout(String hook) {
        return hook(hook).get("stdout").getAsString();
    }

    public String error() {
        return json().has("error") ? json().get("error").getAsString() : "";
    }

    /** Returns the value of a field that occurs once; empty if it is missing. */
    public String field(String name) {
        List<String> values = fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        if (values.size() > 1) {
            throw new AssertionError(name + " came more than once: " + values);
        }
        return values.isEmpty() ? "" : values.get(0);
    }
}
