package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;

/** An action of a kind that this server does not know: it was planned by another version. */
record UnknownAction(String kind, String name) implements Action {
    @Override
    public Policy policy() {
        return Policy.DEFAULT;
    }

    @Override
    public Outcome run(Context context) {
        return Outcome.without(Ending.VANISHED, 127, "could not be started: nothing runs a " + kind + " here");
    }
}
