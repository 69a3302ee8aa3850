package dev.jenvoy.journal.apart;

import java.util.Optional;
import java.util.Set;

/**
 * Which actions apart are wanted.
 *
 * @param kind the name of their kind
 * @param queue their queue; empty for every queue
 * @param states their states; empty for every state
 */
public record ApartFilter(String kind, Optional<String> queue, Set<ApartState> states) {

    public ApartFilter {
        states = Set.copyOf(states);
    }

    /** Returns whether an action in this state is wanted. */
    public boolean admits(ApartState state) {
        return states.isEmpty() || states.contains(state);
    }
}
