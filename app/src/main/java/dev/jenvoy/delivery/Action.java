package dev.jenvoy.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One thing that a delivery causes: a hook that runs. Knows what to do, keeps no state of a run. */
public interface Action {

    /**
     * Returns the kind of action, such as {@code hook}, by which a journal hands it back to the code that planned it.
     */
    String kind();

    /** Its name in answers, journal and logs: a hook's path below the hooks folder. Unique within a delivery and kind. */
    String name();

    /** How runs of this action for several deliveries relate, and how often a failed one is tried again. */
    Policy policy();

    /**
     * Returns text of its own that the journal keeps with it, and that {@link ActionKind#restore} gets back after a crash;
     * at most {@link Planned#MAX_ARGUMENTS_BYTES}. Must hold no secret.
     */
    default Optional<String> arguments() {
        return Optional.empty();
    }

    /** Returns whether it runs after all other actions for which its delivery waits; asked when the delivery is planned. */
    default boolean isConcluding() {
        return false;
    }

    /**
     * Returns whether a run goes on when its server is cut off from the journal that it shares with others, although another server
     * may then run the same. Otherwise it is ended, unless it is {@linkplain Policy.Concurrency#PARALLEL parallel}. Never blocks.
     */
    default boolean outlivesCutOff() {
        return false;
    }

    /**
     * Returns the action after whose end it begins, for one with {@link Policy.Track#AFTER}; empty if it begins after the end of
     * its delivery, as it does where the delivery does not wait for such an action. Asked when it is planned or restored; never
     * blocks.
     */
    default Optional<Followed> followed() {
        return Optional.empty();
    }

    /**
     * An action of the same delivery.
     *
     * @param kind the name of its kind
     */
    record Followed(String kind, String name) {}

    /**
     * Returns how long it waits from the acceptance of its delivery for a newer one of its queue, which then takes its place;
     * zero if it does not wait. Counts only for {@link Policy.Concurrency#LATEST}. Never blocks.
     */
    default Duration debounce() {
        return Duration.ZERO;
    }

    /**
     * Returns why it is not to run after these actions of its delivery, in words; empty if it is to run. Asked when those have
     * ended, before it is started. Never blocks.
     */
    default Optional<String> whySkipped(List<Context.Earlier> earlier) {
        return Optional.empty();
    }

    /**
     * Runs it to its end on the calling thread. Whatever goes wrong with the action is an outcome.
     *
     * @throws ShortageException when the machine is short of what a start needs; nothing was started
     * @throws OutOfMemoryError the same. When memory ends after the start, that is an outcome.
     * @throws InterruptedException when the thread was interrupted; what had been started has been ended then
     */
    Outcome run(Context context) throws ShortageException, InterruptedException;
}
