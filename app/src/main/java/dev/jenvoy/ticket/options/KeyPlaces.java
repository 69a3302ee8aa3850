package dev.jenvoy.ticket.options;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the keys of the section are in the file, for problems that show only beside other files. Any two are equal: a key that
 * is on another line has not changed.
 */
public final class KeyPlaces {

    /** Of a section that is in no file. */
    static final KeyPlaces NONE = new KeyPlaces(Map.of());

    private final Map<String, Position> places;

    private KeyPlaces(Map<String, Position> places) {
        this.places = Map.copyOf(places);
    }

    /** Returns the places of all keys below this one. */
    static KeyPlaces of(String key, JsonNode node) {
        Map<String, Position> places = new HashMap<>();
        add(key, node.at(), node, places);
        return new KeyPlaces(places);
    }

    private static void add(String key, Position at, JsonNode node, Map<String, Position> places) {
        places.put(key, at);
        if (node instanceof JsonNode.Members members) {
            members.values()
                    .forEach(member ->
                            add(ObjectReader.join(key, member.name()), member.nameAt(), member.value(), places));
        } else if (node instanceof JsonNode.Items items) {
            List<JsonNode> values = items.values();
            for (int i = 0; i < values.size(); i++) {
                add(key + "[" + i + "]", values.get(i).at(), values.get(i), places);
            }
        }
    }

    /** Returns where a key is, such as {@code tickets.trackers.jira.projects[0]}; nowhere if it is not there. */
    public Position at(String key) {
        return places.getOrDefault(key, Position.NOWHERE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPlaces;
    }

    @Override
    public int hashCode() {
        return KeyPlaces.class.hashCode();
    }
}
