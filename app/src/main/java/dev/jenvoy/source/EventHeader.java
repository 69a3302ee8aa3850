package dev.jenvoy.source;

import dev.jenvoy.delivery.Event;
import java.util.Optional;

/** The header that tells an event's name. It is a claim: no signature covers it. */
final class EventHeader {

    private EventHeader() {}

    /** What is wrong with it before the body is read: it is missing, empty or comes twice. */
    static Optional<Refusal> unfit(Headers headers, String name) {
        String event = headers.only(name);
        return event == null || event.isEmpty()
                ? Optional.of(Refusal.badRequest("event", "expected one header " + name))
                : Optional.empty();
    }

    /** The event that it names, as sent. */
    static Event read(Headers headers, String name) throws Unfit {
        return event(name, String.valueOf(headers.only(name)));
    }

    /** The event of this name, which a header or a fact of the payload told. */
    static Event event(String where, String name) throws Unfit {
        if (!Event.isName(name)) {
            throw new Unfit(Refusal.badRequest("event", where + ": not a possible name"));
        }
        return new Event(name);
    }
}
