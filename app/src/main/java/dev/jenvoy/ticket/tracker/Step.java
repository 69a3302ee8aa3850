package dev.jenvoy.ticket.tracker;

/**
 * One step that a ticket can take.
 *
 * @param id what the tracker calls it by; belongs to this ticket in this status
 * @param name the step's own name, which says nothing about where it leads; fit to be shown; empty if it has no name
 * @param target the status in which the ticket is after it
 * @param hasScreen whether people who take it are asked for more
 * @param available whether the account can take it now
 */
public record Step(String id, String name, TicketStatus target, boolean hasScreen, boolean available) {

    public Step {
        name = Quoted.name(name);
    }

    /** Returns the step to a status by its name, for a tracker that lists no steps. */
    public static Step to(String status) {
        return new Step("", "", TicketStatus.named(status), false, true);
    }
}
