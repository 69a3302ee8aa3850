package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Planned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the kind that planned an action, by the name that the journal has stored with it. */
public final class ActionKinds {

    private final Map<String, ActionKind> kinds;

    public ActionKinds(List<ActionKind> kinds) {
        this.kinds = kinds.stream().collect(Collectors.toMap(ActionKind::kind, kind -> kind));
    }

    /** Returns the kind of a planned action; empty if this server does not know it. */
    public Optional<ActionKind> of(Planned planned) {
        return Optional.ofNullable(kinds.get(planned.kind()));
    }

    /** Restores an action. One of an unknown kind fails when it runs. */
    public Action restore(Planned planned) {
        return of(planned)
                .map(kind -> kind.restore(planned))
                .orElseGet(() -> new UnknownAction(planned.kind(), planned.name()));
    }

    /** Returns how many actions of this kind may run at once; empty if it has no limit of its own. */
    OptionalInt workers(String kind) {
        ActionKind known = kinds.get(kind);
        return known == null ? OptionalInt.empty() : known.workers();
    }

    /** Returns the shares in which the next action of a run needs a place. */
    List<ActionKind.Share> shares(DeliveryRun work) {
        DeliveryRun.@Nullable ActionRun action = work.current();
        return action == null
                ? List.of()
                : of(action.step().planned())
                        .filter(kind -> kind.workers().isPresent())
                        .map(kind -> kind.shares(action.step().planned()))
                        .orElse(List.of());
    }

    /** Names an action in lines of the log, in one word. */
    public String noun(Planned planned) {
        return of(planned).map(ActionKind::noun).orElse("hook");
    }

    /** Names the key under which lines of the log give the name of an action. */
    public String nameKey(Planned planned) {
        return of(planned).map(ActionKind::nameKey).orElse("hook");
    }
}
