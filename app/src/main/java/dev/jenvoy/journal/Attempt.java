package dev.jenvoy.journal;

/**
 * One start of one action of an accepted delivery.
 *
 * @param hold of the delivery
 * @param position the action's place in the plan
 * @param number counts the action's starts, from 1
 */
public record Attempt(Hold hold, int position, int number) {

    /** Returns the journal's number of the delivery. */
    public long entry() {
        return hold.entry();
    }
}
