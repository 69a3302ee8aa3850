package dev.jenvoy.dispatch.recovery;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Planned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the kind that planned an action, by the name that the journal has stored with it. */
public final class ActionRestorer {

    private final Map<String, ActionKind> kinds;

    public ActionRestorer(List<ActionKind> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toMap(ActionKind::kind, kind -> kind));
    }

    /** Returns the kind of a planned action; empty if this server does not know it. */
    Optional<ActionKind> kind(Planned planned) {
        return Optional.ofNullable(kinds.get(planned.kind()));
    }

    /** Restores an action. One of an unknown kind fails when it runs. */
    public Action restore(Planned planned) {
        return kind(planned)
                .map(kind -> kind.restore(planned))
                .orElseGet(() -> new UnknownAction(planned.kind(), planned.name()));
    }
}
