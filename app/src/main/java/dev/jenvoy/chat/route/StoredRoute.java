package dev.jenvoy.chat.route;

import java.time.Instant;
import java.util.List;

/**
 * A route that was made by command.
 *
 * @param set the set that it belongs to
 * @param repo {@code owner/name} or {@code owner/*}, in the case in which it was written
 * @param room the name of a room
 * @param words its event words
 * @param made when it was made or changed last
 * @param by who made it
 */
public record StoredRoute(RouteSet set, String repo, String room, List<String> words, Instant made, String by) {

    public StoredRoute {
        words = List.copyOf(words);
    }
}
