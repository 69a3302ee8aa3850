package dev.jenvoy.ticket.machine;

/**
 * One step of a state machine.
 *
 * @param state the slug of the state that it leaves
 * @param event the machine's word for what makes the step
 * @param target the slug of the next state, or {@link #END}
 */
public record Edge(String state, String event, String target) {

    /** The target of a state that is the last one. */
    public static final String END = "<end>";

    /** Returns whether the state that it leaves is the last one. */
    public boolean isEnd() {
        return target.equals(END);
    }
}
