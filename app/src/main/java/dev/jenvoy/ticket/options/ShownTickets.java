package dev.jenvoy.ticket.options;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.secret.Secrets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows the section as it is in the file, with a mark in the place of each token. */
final class ShownTickets {

    private static final String SECRET_KEY = "token";

    private ShownTickets() {}

    static Map<String, Object> of(JsonNode.Members section) {
        Map<String, Object> shown = new LinkedHashMap<>();
        section.values()
                .forEach(member -> shown.put(
                        member.name(), member.name().equals(SECRET_KEY) ? Secrets.SET : value(member.value())));
        return shown;
    }

    private static Object value(JsonNode node) {
        if (node instanceof JsonNode.Members members) {
            return of(members);
        }
        if (node instanceof JsonNode.Items items) {
            List<Object> all = new ArrayList<>();
            items.values().forEach(item -> all.add(value(item)));
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
