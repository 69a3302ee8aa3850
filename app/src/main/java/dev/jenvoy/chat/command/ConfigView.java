package dev.jenvoy.chat.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.route.RouteBook;
import dev.jenvoy.chat.route.RouteSet;
import dev.jenvoy.chat.route.StoredRoute;
import dev.jenvoy.chat.route.StoredToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows what commands made, in the form in which RepoHook and TravisHook keep their state, so that it can be imported again.
 * A token is shown as {@code (set)}.
 */
public final class ConfigView {

    /** The mark in the place of a token. */
    public static final String SET = "(set)";

    private ConfigView() {}

    /** Returns routes, tokens and default events of one set. */
    public static JsonObject of(RouteBook book, RouteSet set) {
        Map<String, JsonObject> repositories = new TreeMap<>();
        Map<String, String> spelled = new TreeMap<>();
        for (StoredRoute route : book.stored()) {
            if (route.set() == set) {
                String name = spelled.computeIfAbsent(route.repo().toLowerCase(Locale.ROOT), key -> route.repo());
                JsonObject events = new JsonObject();
                events.add("events", texts(route.words()));
                repository(repositories, name).getAsJsonObject("routes").add(route.room(), events);
            }
        }
        for (StoredToken token : book.tokens()) {
            if (token.family().equals(Family.TRAVIS.word()) == (set == RouteSet.TRAVIS)) {
                String name = spelled.computeIfAbsent(token.repo(), key -> key);
                JsonObject repository = repository(repositories, name);
                repository.addProperty("token", SET);
                List<String> families = new ArrayList<>();
                if (repository.has("families")) {
                    repository.getAsJsonArray("families").forEach(known -> families.add(known.getAsString()));
                }
                families.add(token.family());
                repository.add("families", texts(families));
            }
        }
        JsonObject all = new JsonObject();
        all.add("default_events", texts(book.defaults(set)));
        JsonObject shown = new JsonObject();
        repositories.forEach(shown::add);
        all.add("repositories", shown);
        return all;
    }

    private static JsonObject repository(Map<String, JsonObject> all, String name) {
        return all.computeIfAbsent(name, key -> {
            JsonObject fresh = new JsonObject();
            fresh.add("token", JsonNull.INSTANCE);
            fresh.add("routes", new JsonObject());
            return fresh;
        });
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
