package dev.jenvoy.chat.options;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.secret.Secrets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows the section as it is in the file, with a mark in the place of each secret. */
final class ShownChat {

    /** The keys whose values open a service. The address of an incoming webhook does, too. */
    private static final Set<String> SECRET_KEYS =
            Set.of("token", "password", "server_password", "secret", "signing_secret", "command_token", "url");

    private ShownChat() {}

    static Map<String, Object> of(JsonNode.Members section) {
        Map<String, Object> shown = new LinkedHashMap<>();
        section.values().forEach(member -> shown.put(member.name(), value(member.name(), member.value())));
        return shown;
    }

    private static Object value(String key, JsonNode node) {
        if (SECRET_KEYS.contains(key)) {
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
