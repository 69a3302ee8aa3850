package dev.jenvoy.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Registers one kind of effect: plans its actions, restores them after a crash, and ends what they left running. */
public interface ActionKind {

    /** Names the kind. The journal stores the name with each action. */
    String kind();

    /** Plans the actions of this delivery, as things are now. May block if {@link #mayBlock} says so; throws nothing. */
    Plan plan(Delivery delivery);

    /**
     * Plans as {@link #plan(Delivery)} does, for a kind that also looks at the request.
     *
     * @param headers what is kept of the request's headers for looking back; no secret, no signature
     */
    default Plan plan(Delivery delivery, Map<String, String> headers) {
        return plan(delivery);
    }

    /**
     * Plans on a thread that serves connections, where {@link #mayBlock} said that it may. Empty if it turns out that planning may
     * take long; then {@link #plan(Delivery, Map)} follows on another thread.
     */
    default Optional<Plan> planAtOnce(Delivery delivery, Map<String, String> headers) {
        return Optional.of(plan(delivery, headers));
    }

    /**
     * Plans further actions about what was planned, such as messages about its end. Called after every kind has planned, under
     * the conditions of {@link #plan}.
     *
     * @param planned the actions of all kinds
     */
    default List<Action> follow(Delivery delivery, List<Action> planned) {
        return List.of();
    }

    /**
     * Returns whether {@link #plan} may wait for a disk or a network now. If so, it must not run on a thread that serves
     * connections. Never blocks.
     */
    boolean mayBlock();

    /**
     * Returns how many of its actions may run at once, 1 or more; read each time. Empty if they share the workers of all
     * kinds that have no limit of their own. Whether it is empty must not change.
     */
    default OptionalInt workers() {
        return OptionalInt.empty();
    }

    /**
     * A part of the workers, which actions with something in common use together.
     *
     * @param name tells it from the kind's others, for people too
     * @param places how many of the actions may run at once, 1 or more
     */
    record Share(String name, int places) {}

    /**
     * Returns the shares of its workers in which this action needs a place to run; without one it waits, and holds no worker.
     * Counts only if it has {@link #workers} of its own. Asked each time; never blocks.
     */
    default List<Share> shares(Planned planned) {
        return List.of();
    }

    /** Names one of its actions in lines of the log, in one word. */
    default String noun() {
        return "hook";
    }

    /** Names the key under which lines of the log give the name of an action. */
    default String nameKey() {
        return noun();
    }

    /** Returns whether it plans actions for deliveries that delete a branch or tag. It gets no other deletions. */
    default boolean plansDeletions() {
        return false;
    }

    /** Restores an action of a delivery that an earlier server accepted. What it needs may have vanished since. */
    Action restore(Planned planned);

    /**
     * Ends what a run of the action left alive under this token. Blocks until it has ended.
     *
     * @return false when some of it is known to live on
     */
    boolean endSurvivors(Planned planned, String token) throws InterruptedException;
}
