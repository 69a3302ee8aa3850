package dev.jenvoy.contract.kit;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An answer as it came over the wire; field names in lower case. */
public record HttpAnswer(int status, Map<String, List<String>> fields, String body) {

    public JsonObject json() {
        return JsonParser.parseString(body).getAsJsonObject();
    }

    /** What a hook came to; a trigger's answer has its hooks under a name of their own. */
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

    /** The value of a field that came once; empty when it did not come. */
    public String field(String name) {
        List<String> values = fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        if (values.size() > 1) {
            throw new AssertionError(name + " came more than once: " + values);
        }
        return values.isEmpty() ? "" : values.get(0);
    }
}
