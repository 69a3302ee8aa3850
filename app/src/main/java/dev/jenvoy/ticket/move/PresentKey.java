package dev.jenvoy.ticket.move;

import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.Ticket;
import java.util.Locale;
import java.util.regex.Pattern;

/** The key that a ticket has now: a tracker finds one that was moved to another project by its old key, too. */
public final class PresentKey {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

    private PresentKey() {}

    /** Returns the key that the tracker shows, in upper case, if it belongs to a configured project; else the key that was asked for. */
    public static String of(LookResult look, String asked, TrackerSetup setup) {
        return look instanceof LookResult.Found found ? of(found.ticket(), asked, setup) : asked;
    }

    private static String of(Ticket ticket, String asked, TrackerSetup setup) {
        String key = ticket.key().toUpperCase(Locale.ROOT);
        String number = key.substring(key.lastIndexOf('-') + 1);
        boolean isKey = NUMBER.matcher(number).matches()
                && setup.machine(ticket.project()).isPresent();
        return isKey ? key : asked;
    }
}
