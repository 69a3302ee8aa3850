package dev.jenvoy.delivery;

import java.util.List;

/** What a delivery causes, or why that cannot be said now. */
public sealed interface Plan {

    /** Run these actions in this order; an empty list means that nothing matches. */
    record Actions(List<Action> actions) implements Plan {
        public Actions {
            actions = List.copyOf(actions);
        }
    }

    /**
     * The actions cannot be determined now. The sender must try again.
     *
     * @param cause one word for logs and metrics, the name of the check
     * @param reason in words that may be shown to the sender
     */
    record Unavailable(String cause, String reason) implements Plan {}
}
