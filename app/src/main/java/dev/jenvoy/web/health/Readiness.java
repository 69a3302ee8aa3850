package dev.jenvoy.web.health;

import java.util.List;

/**
 * The readiness of the server.
 *
 * @param ready whether it accepts deliveries
 * @param problems the problems, in words that may be public: no path, no secret
 * @param servers a line for each server that shares the journal, public too; empty if this one has a journal of its own
 */
public record Readiness(boolean ready, List<String> problems, List<String> servers) {
    public Readiness {
        problems = List.copyOf(problems);
        servers = List.copyOf(servers);
    }

    /** Describes a server that has a journal of its own. */
    public Readiness(boolean ready, List<String> problems) {
        this(ready, problems, List.of());
    }
}
