package dev.jenvoy.ticket.tracker;

/**
 * A ticket as the tracker showed it.
 *
 * @param key the key as the tracker says it: another than the one that was asked for if the ticket was moved to another
 *     project
 * @param url the address for people
 * @param status its status
 * @param steps what the account can do with it now
 */
public record Ticket(String key, String url, TicketStatus status, Steps steps) {

    /** Returns the part of the key before the number. */
    public String project() {
        int dash = key.lastIndexOf('-');
        return dash < 0 ? key : key.substring(0, dash);
    }
}
