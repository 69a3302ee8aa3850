package dev.jenvoy.web.health;

import java.util.List;

/**
 * The readiness of the server.
 *
 * @param ready whether it accepts deliveries
 * @param problems the problems, in words that may be public: no path, no secret
 */
public record Readiness(boolean ready, List<String> problems) {
    public Readiness {
        problems = List.copyOf(problems);
    }
}
