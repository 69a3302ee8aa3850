package dev.jenvoy.chat.options;

import java.util.List;

/**
 * A route of the configuration.
 *
 * @param repo {@code owner/name} or {@code owner/*}
 * @param room the name of a room
 * @param words its event words, as they are in the file
 */
public record FixedRoute(String repo, String room, List<String> words) {

    public FixedRoute {
        words = List.copyOf(words);
    }
}
