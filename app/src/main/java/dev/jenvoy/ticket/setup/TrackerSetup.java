package dev.jenvoy.ticket.setup;

import dev.jenvoy.ticket.key.KeyFinder;
import dev.jenvoy.ticket.machine.StateMachine;
import dev.jenvoy.ticket.options.TrackerOptions;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A tracker with the state machines of its projects.
 *
 * @param options the tracker
 * @param machines the machine of each project, under the project's name in upper case
 * @param keys finds the tickets of these projects
 */
public record TrackerSetup(TrackerOptions options, Map<String, StateMachine> machines, KeyFinder keys) {

    public TrackerSetup {
        machines = Collections.unmodifiableMap(new LinkedHashMap<>(machines));
    }

    /** Makes it with what finds the tickets of its projects. */
    public TrackerSetup(TrackerOptions options, Map<String, StateMachine> machines) {
        this(options, machines, new KeyFinder(machines.keySet()));
    }

    /** Returns the same machines under other options. */
    TrackerSetup under(TrackerOptions other) {
        return new TrackerSetup(other, machines, keys);
    }

    /** Returns the machine of a project, in any case, if its tickets are moved here. */
    public Optional<StateMachine> machine(String project) {
        return Optional.ofNullable(machines.get(project.toUpperCase(Locale.ROOT)));
    }
}
