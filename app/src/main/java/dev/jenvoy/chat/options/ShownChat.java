package dev.jenvoy.chat.options;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.secret.Secrets;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows the section as it is in the file, with a mark in the place of each secret. */
final class ShownChat {

    /** The keys whose values open a service. The address of an incoming webhook does, too. */
    private static final Set<String> SECRET_KEYS =
            Set.of("token", "password", "server_password", "secret", "signing_secret", "command_token", "url");

    private ShownChat() {}

    /** @param rooms the rooms that the section describes without an error */
    static Map<String, Object> of(JsonNode.Members section, Map<String, RoomOptions> rooms) {
        Map<String, Object> shown = of(section);
        if (shown.get("rooms") instanceof Map<?, ?> entries) {
            Map<String, Object> withoutKeys = new LinkedHashMap<>();
            entries.forEach((name, entry) ->
                    withoutKeys.put(String.valueOf(name), withoutKey(entry, rooms.get(String.valueOf(name)))));
            shown.put("rooms", withoutKeys);
        }
        return shown;
    }

    /** Shows the entry of a room: in an address there may be the key of a channel, or the password of a room. */
    private static Object withoutKey(Object entry, @Nullable RoomOptions room) {
        if (!(entry instanceof Map<?, ?> members)
                || (room != null && room.address().equals(room.shownAddress()))) {
            return entry;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        members.forEach((key, value) -> shown.put(String.valueOf(key), value));
        String address = room == null ? "" : room.shownAddress() + " ";
        shown.computeIfPresent("address", (key, value) -> address + Secrets.SET);
        return shown;
    }

    private static Map<String, Object> of(JsonNode.Members section) {
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
