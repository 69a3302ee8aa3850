package dev.jenvoy.journal;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.journal.share.Part;
import java.util.List;
import java.util.Set;

/**
 * A delivery that has been accepted.
 *
 * @param hold this server's right to change it, with the journal's number: later acceptance in a queue means a higher
 *     number, and no number is given twice
 * @param delivery the delivery; a payload larger than 64 KB, or one of a delivery with actions apart, is read from the
 *     journal each time it is opened
 * @param redelivery 1 when its key was accepted for the first time, 2 the second time, …; counts what the journal still
 *     remembers
 * @param steps its whole plan, in order
 * @param parts what of it this server holds by this hold. Parts without an action may be among them
 */
public record Entry(Hold hold, Delivery delivery, int redelivery, List<PlannedStep> steps, Set<Part> parts) {

    public Entry {
        steps = List.copyOf(steps);
        parts = Set.copyOf(parts);
    }

    /** Describes a delivery that this server holds as a whole. */
    public Entry(Hold hold, Delivery delivery, int redelivery, List<PlannedStep> steps) {
        this(hold, delivery, redelivery, steps, Part.ALL);
    }

    /** Returns the journal's number for it. */
    public long id() {
        return hold.entry();
    }

    /** Returns whether this server holds the actions for which the delivery waits. */
    public boolean holdsAwaited() {
        return parts.contains(Part.AWAITED);
    }

    /** Returns the actions apart that this server holds, in order. */
    public List<PlannedStep> heldApart() {
        return steps.stream()
                .filter(step -> step.isApart() && parts.contains(Part.of(step.planned())))
                .toList();
    }

    /** Returns the actions for which the delivery waits, in order. */
    public List<PlannedStep> awaited() {
        return steps.stream().filter(step -> !step.isApart()).toList();
    }

    /** Returns the actions that run apart. */
    public List<PlannedStep> apart() {
        return steps.stream().filter(PlannedStep::isApart).toList();
    }
}
