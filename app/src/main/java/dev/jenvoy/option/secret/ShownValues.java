package dev.jenvoy.option.secret;

import dev.jenvoy.option.json.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows an object of the configuration as it is in the file, with a mark in the place of each secret. */
public final class ShownValues {

    private final Set<String> secretKeys;

    /** @param secretKeys the names of the keys whose values are secrets, at whatever depth */
    public ShownValues(Set<String> secretKeys) {
        this.secretKeys = Set.copyOf(secretKeys);
    }

    /** Returns the members in their order. The caller may change the result. */
    public Map<String, Object> of(JsonNode.Members object) {
        Map<String, Object> shown = new LinkedHashMap<>();
        object.values().forEach(member -> shown.put(member.name(), value(member.name(), member.value())));
        return shown;
    }

    private Object value(String key, JsonNode node) {
        if (secretKeys.contains(key)) {
            return node instanceof JsonNode.Items items ? "(" + items.values().size() + " set)" : Secrets.SET;
        }
        if (node instanceof JsonNode.Members members) {
            return of(members);
        }
        if (node instanceof JsonNode.Items items) {
            List<Object> all = new ArrayList<>();
            items.values().forEach(item -> all.add(value("", item)));
            return all;
        }
        if (node instanceof JsonNode.Text text) {
            return text.value();
        }
        if (node instanceof JsonNode.Flag flag) {
            return flag.value();
        }
        return node instanceof JsonNode.Digits digits ? new BigDecimal(digits.value()) : "";
    }
}
