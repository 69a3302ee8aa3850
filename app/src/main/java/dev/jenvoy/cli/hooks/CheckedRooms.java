package dev.jenvoy.cli.hooks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.compose.template.Templates;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.FixedRoute;
import dev.jenvoy.chat.options.RoomOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the configuration says about chat. Routes that commands made are in the data folder, which belongs to the server, so
 * they are not looked at.
 */
record CheckedRooms(ChatOptions chat) {

    /** Returns what may be a mistake. */
    List<String> warnings() {
        Map<String, String> known = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (RoomOptions room : chat.rooms().values()) {
            String place = room.account()
                    .map(account -> account + " " + room.address())
                    .orElse("");
            String other = place.isEmpty() ? null : known.putIfAbsent(place, room.name());
            if (other != null) {
                warnings.add("the rooms " + other + " and " + room.name()
                        + " have the same address: each message is said twice" + " there if both have a route");
            }
        }
        chat.templates().map(Templates::read).map(Templates::doubts).orElse(List.of()).stream()
                .map(doubt -> "template " + doubt)
                .forEach(warnings::add);
        return warnings;
    }

    /** Formats rooms and routes for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        int rooms = chat.rooms().size();
        lines.add("Chat: " + (rooms == 1 ? "1 room" : rooms + " rooms")
                + "; \"jenvoy chat routes\" also lists the routes made" + " by command");
        for (RoomOptions room : chat.rooms().values()) {
            lines.add("  " + room.name() + "  " + room.kind()
                    + room.account()
                            .map(account -> ", " + account + " " + room.shownAddress())
                            .orElse(""));
            for (FixedRoute route : chat.routes()) {
                if (route.room().equals(room.name())) {
                    lines.add("    " + route.repo() + ": " + String.join(" ", route.words()));
                }
            }
        }
        return lines;
    }

    /** Formats rooms and routes for programs. */
    JsonObject json() {
        JsonArray rooms = new JsonArray();
        for (RoomOptions room : chat.rooms().values()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", room.name());
            one.addProperty("kind", room.kind());
            room.account().ifPresent(account -> one.addProperty("account", account));
            JsonArray routes = new JsonArray();
            for (FixedRoute route : chat.routes()) {
                if (route.room().equals(room.name())) {
                    JsonObject fixed = new JsonObject();
                    fixed.addProperty("repo", route.repo());
                    fixed.add("events", texts(route.words()));
                    routes.add(fixed);
                }
            }
            one.add("routes", routes);
            rooms.add(one);
        }
        JsonObject json = new JsonObject();
        json.add("rooms", rooms);
        json.add("warnings", texts(warnings()));
        return json;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
