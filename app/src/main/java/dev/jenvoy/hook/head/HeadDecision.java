package dev.jenvoy.hook.head;

import java.util.Map;

/** Whether a hook is part of the plan of a delivery, according to its head. */
public sealed interface HeadDecision {

    /**
     * It runs.
     *
     * @param variables what its head adds to its environment
     */
    record Runs(Map<String, String> variables) implements HeadDecision {
        public Runs {
            variables = Map.copyOf(variables);
        }
    }

    /** It is not part of the plan. */
    record LeftOut() implements HeadDecision {}

    /**
     * It cannot be started.
     *
     * @param why what is wrong, for its author
     */
    record Faulty(String why) implements HeadDecision {}
}
