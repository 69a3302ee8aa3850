package dev.jenvoy.dispatch;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Status;
import dev.jenvoy.journal.ActionState;
import dev.jenvoy.journal.DeliveryDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says which of the actions that are planned anew a redelivery runs. */
public sealed interface RedeliveryPart {

    /**
     * Returns the chosen ones of the planned actions, in their order.
     *
     * @param planned what every kind plans now: awaited actions first, those that conclude behind them, those apart last
     * @param before the delivery that is run again
     */
    List<Action> of(List<Action> planned, DeliveryDetail before);

    /** Returns whether kinds may add actions that tell of the chosen ones, such as reports. */
    default boolean isFollowed() {
        return true;
    }

    /** Everything, with messages and moves of tickets. */
    record Whole() implements RedeliveryPart {
        @Override
        public List<Action> of(List<Action> planned, DeliveryDetail before) {
            return planned;
        }
    }

    /** The actions of one kind alone. */
    record OfKind(String kind) implements RedeliveryPart {
        @Override
        public List<Action> of(List<Action> planned, DeliveryDetail before) {
            return planned.stream().filter(action -> action.kind().equals(kind)).toList();
        }

        @Override
        public boolean isFollowed() {
            return false;
        }
    }

    /**
     * The hooks that failed or did not end, and those that run after all others by their result. Nothing if no hook failed.
     *
     * @param kinds the kinds of hooks
     */
    record Failed(Set<String> kinds) implements RedeliveryPart {

        public Failed {
            kinds = Set.copyOf(kinds);
        }

        @Override
        public List<Action> of(List<Action> planned, DeliveryDetail before) {
            Set<String> failed = before.actions().stream()
                    .filter(action -> kinds.contains(action.planned().kind()))
                    .filter(Failed::isFailed)
                    .map(action -> action.planned().name())
                    .collect(Collectors.toSet());
            List<Action> hooks = hooks(planned, kinds);
            boolean isAny = hooks.stream().anyMatch(action -> failed.contains(action.name()));
            return isAny
                    ? hooks.stream()
                            .filter(action -> action.isConcluding() || failed.contains(action.name()))
                            .toList()
                    : List.of();
        }

        private static boolean isFailed(DeliveryDetail.ActionDetail action) {
            if (action.state() == ActionState.WAITING
                    || action.state() == ActionState.RUNNING
                    || action.runs().isEmpty()) {
                return true;
            }
            return action.runs()
                    .get(action.runs().size() - 1)
                    .outcome()
                    .map(outcome -> outcome.status())
                    .filter(Status::isFailure)
                    .isPresent();
        }
    }

    /**
     * One hook alone, whatever its condition says.
     *
     * @param kinds the kinds of hooks
     */
    record Only(Set<String> kinds, String name) implements RedeliveryPart {

        public Only {
            kinds = Set.copyOf(kinds);
        }

        @Override
        public List<Action> of(List<Action> planned, DeliveryDetail before) {
            return hooks(planned, kinds).stream()
                    .filter(action -> action.name().equals(name))
                    .<Action>map(WantedAction::new)
                    .toList();
        }
    }

    /**
     * The hooks from this one on. If it runs after all others by their result, it runs whatever that is.
     *
     * @param kinds the kinds of hooks
     */
    record From(Set<String> kinds, String name) implements RedeliveryPart {

        public From {
            kinds = Set.copyOf(kinds);
        }

        @Override
        public List<Action> of(List<Action> planned, DeliveryDetail before) {
            List<Action> hooks = hooks(planned, kinds);
            Optional<Action> first =
                    hooks.stream().filter(action -> action.name().equals(name)).findFirst();
            if (first.isEmpty()) {
                return List.of();
            }
            List<Action> rest = new ArrayList<>(hooks.subList(hooks.indexOf(first.get()), hooks.size()));
            if (first.get().isConcluding()) {
                rest.set(0, new WantedAction(first.get()));
            }
            return List.copyOf(rest);
        }
    }

    private static List<Action> hooks(List<Action> planned, Set<String> kinds) {
        return planned.stream()
                .filter(action ->
                        kinds.contains(action.kind()) && !action.policy().apart())
                .toList();
    }
}
