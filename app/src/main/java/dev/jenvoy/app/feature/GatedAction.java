package dev.jenvoy.app.feature;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.PlannedAction;
import dev.jenvoy.delivery.ShortageException;
import java.util.Optional;

/** An action of an earlier server, which is restored when it runs: its feature may be configured by then, or not any more. */
abstract class GatedAction implements PlannedAction {

    private final Planned planned;

    GatedAction(Planned planned) {
        this.planned = planned;
    }

    @Override
    public final Planned planned() {
        return planned;
    }

    /** Returns the feature's action; empty while the feature is not open. */
    abstract Optional<Action> restored();

    /** Returns how the action ends while its feature is not open. */
    abstract Outcome away();

    @Override
    public final Outcome run(Context context) throws ShortageException, InterruptedException {
        Optional<Action> action = restored();
        if (action.isPresent()) {
            return action.get().run(context);
        }
        context.started();
        return away();
    }
}
