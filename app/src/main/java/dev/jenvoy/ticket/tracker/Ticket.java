package dev.jenvoy.ticket.tracker;

import dev.jenvoy.ticket.key.ProjectName;
import dev.jenvoy.ticket.key.TicketKey;
import java.util.regex.Pattern;

/**
 * A ticket as the tracker showed it.
 *
 * @param key the key as the tracker says it: another than the one that was asked for if the ticket was moved to another
 *     project; fit to be shown
 * @param url the address for people; empty if it is no address of a page
 * @param status its status
 * @param steps what the account can do with it now
 */
public record Ticket(String key, String url, TicketStatus status, Steps steps) {

    private static final Pattern PAGE = Pattern.compile("https?://[^\\s\\p{Cntrl}\"<>]{1,2000}");

    public Ticket {
        key = Quoted.name(key);
        url = PAGE.matcher(url).matches() ? url : "";
    }

    /** Returns whether a text has the form of a key: a project, a hyphen and a number. */
    public static boolean isKey(String text) {
        int dash = text.lastIndexOf('-');
        return dash > 0 && ProjectName.isName(text.substring(0, dash)) && TicketKey.isNumber(text.substring(dash + 1));
    }

    /** Returns the part of the key before the number. */
    public String project() {
        int dash = key.lastIndexOf('-');
        return dash < 0 ? key : key.substring(0, dash);
    }
}
