package dev.jenvoy.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One action of a delivery's plan, as it was fixed when the delivery was accepted.
 *
 * @param kind the kind that restores it after a crash ({@code hook})
 * @param name its name, unique within a delivery and kind
 * @param policy how it may be run
 * @param arguments text of the action's own, which only its kind reads; at most {@link #MAX_ARGUMENTS_BYTES} in UTF-8
 */
public record Planned(String kind, String name, Policy policy, Optional<String> arguments) {

    public static final int MAX_ARGUMENTS_BYTES = 64 << 10;

    public Planned {
        if (kind.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("an action has a kind and a name");
        }
        if (arguments.isPresent() && arguments.get().getBytes(StandardCharsets.UTF_8).length > MAX_ARGUMENTS_BYTES) {
            throw new IllegalArgumentException("more than 64 KB of arguments");
        }
    }

    /** Plans an action without arguments. */
    public Planned(String kind, String name, Policy policy) {
        this(kind, name, policy, Optional.empty());
    }

    /** Returns what the journal keeps of an action. */
    public static Planned of(Action action) {
        return new Planned(action.kind(), action.name(), action.policy(), action.arguments());
    }
}
