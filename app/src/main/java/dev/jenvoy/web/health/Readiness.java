package dev.jenvoy.web.health;

import java.util.List;

/**
 * Whether the server takes work, and what there is to say about it.
 *
 * @param ready whether it takes work
 * @param problems what is wrong, in words that anyone may read: no path, no secret
 */
public record Readiness(boolean ready, List<String> problems) {
    public Readiness {
        problems = List.copyOf(problems);
    }
}
