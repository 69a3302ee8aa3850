package dev.jenvoy.delivery;

import java.util.List;

/** What a delivery causes, or why that cannot be said now. */
public sealed interface Plan {

    /** These, in this order; none means that nothing matches. */
    record Actions(List<Action> actions) implements Plan {
        public Actions {
            actions = List.copyOf(actions);
        }
    }

    /** It cannot be said now: the sender is to come again. */
    record Unavailable(String reason) implements Plan {}
}
