package dev.jenvoy.dispatch;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.ShortageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An action that somebody asked for by its name: it runs whatever the others of its delivery came to, and waits for no
 * newer delivery. After a crash before its start it is a planned action like others, whose condition counts again.
 */
record WantedAction(Action action) implements Action {

    @Override
    public String kind() {
        return action.kind();
    }

    @Override
    public String name() {
        return action.name();
    }

    @Override
    public Policy policy() {
        return action.policy();
    }

    @Override
    public Optional<String> arguments() {
        return action.arguments();
    }

    @Override
    public boolean isConcluding() {
        return false;
    }

    @Override
    public Duration debounce() {
        return Duration.ZERO;
    }

    @Override
    public Optional<String> whySkipped(List<Context.Earlier> earlier) {
        return Optional.empty();
    }

    @Override
    public Outcome run(Context context) throws ShortageException, InterruptedException {
        return action.run(context);
    }
}
