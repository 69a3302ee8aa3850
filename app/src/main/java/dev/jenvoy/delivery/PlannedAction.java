package dev.jenvoy.delivery;

import java.util.Optional;

/** An action that is known by what the journal keeps of it, and reads everything else when it runs. */
public interface PlannedAction extends Action {

    /** Returns what the journal keeps of it. */
    Planned planned();

    @Override
    default String kind() {
        return planned().kind();
    }

    @Override
    default String name() {
        return planned().name();
    }

    @Override
    default Policy policy() {
        return planned().policy();
    }

    @Override
    default Optional<String> arguments() {
        return planned().arguments();
    }
}
