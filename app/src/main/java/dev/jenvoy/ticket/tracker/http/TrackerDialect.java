package dev.jenvoy.ticket.tracker.http;

import dev.jenvoy.http.HttpCall;
import dev.jenvoy.ticket.tracker.Quoted;
import java.util.Optional;

/** What one kind of tracker does in its own way with every request. */
public interface TrackerDialect {

    /** Returns the request with the credentials. */
    HttpCall signed(HttpCall call);

    /** Returns what makes text of the tracker fit to be shown, without the credentials. */
    Quoted quoted();

    /** Returns how an answer says that the credentials are refused, when its status does not say so; empty if it does not. */
    Optional<String> refusedCredentials(TrackerAnswer answer);

    /** Returns whether an answer that limits the rate does so for the one ticket that it is about. */
    boolean limitsOnlyTicket(TrackerAnswer answer);
}
