package dev.jenvoy.journal;

import dev.jenvoy.delivery.Delivery;
import java.util.List;

/**
 * A delivery that has been accepted.
 *
 * @param hold this server's right to change it, with the journal's number: later acceptance in a queue means a higher
 *     number, and no number is given twice
 * @param delivery the delivery; a payload larger than 64 KB, or one of a delivery with actions apart, is read from the
 *     journal each time it is opened
 * @param redelivery 1 when its key was accepted for the first time, 2 the second time, …; counts what the journal still
 *     remembers
 * @param steps its plan, in order
 */
public record Entry(Hold hold, Delivery delivery, int redelivery, List<PlannedStep> steps) {

    public Entry {
        steps = List.copyOf(steps);
    }

    /** Returns the journal's number for it. */
    public long id() {
        return hold.entry();
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
