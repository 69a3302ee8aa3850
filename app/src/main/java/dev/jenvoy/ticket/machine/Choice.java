package dev.jenvoy.ticket.machine;

/** What a state machine says about a ticket of some status when an event happens. */
public sealed interface Choice {

    /** The machine has no state for the status. */
    record UnknownStatus() implements Choice {}

    /**
     * The state has no step for the event: the ticket is left alone.
     *
     * @param state the state of the ticket
     */
    record NoStep(String state) implements Choice {}

    /**
     * The state is the last one: the ticket is left alone.
     *
     * @param state the state of the ticket
     */
    record End(String state) implements Choice {}

    /**
     * The step leads to the state that the ticket has already.
     *
     * @param state the state of the ticket
     */
    record Already(String state) implements Choice {}

    /**
     * The ticket has to move.
     *
     * @param from the state of the ticket
     * @param to the next state; {@link StateMachine#statuses} says which statuses it has
     */
    record Move(String from, String to) implements Choice {}
}
