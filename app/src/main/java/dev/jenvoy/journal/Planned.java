package dev.jenvoy.journal;

import dev.jenvoy.delivery.Policy;

/**
 * One action of a delivery's plan, as it was fixed when the delivery was accepted.
 *
 * @param kind who can revive it after a crash ({@code hook})
 * @param name its name, unique within a delivery and kind
 * @param policy how it may be run
 */
public record Planned(String kind, String name, Policy policy) {

    public Planned {
        if (kind.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("an action has a kind and a name");
        }
    }
}
