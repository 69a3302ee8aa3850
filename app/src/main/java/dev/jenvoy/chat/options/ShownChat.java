package dev.jenvoy.chat.options;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.option.secret.ShownValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows the section as it is in the file, with a mark in the place of each secret. */
final class ShownChat {

    /** The keys whose values open a service. The address of an incoming webhook does, too. */
    private static final ShownValues VALUES = new ShownValues(
            Set.of("token", "password", "server_password", "secret", "signing_secret", "command_token", "url"));

    private ShownChat() {}

    /** @param rooms the rooms that the section describes without an error */
    static Map<String, Object> of(JsonNode.Members section, Map<String, RoomOptions> rooms) {
        Map<String, Object> shown = VALUES.of(section);
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
}
