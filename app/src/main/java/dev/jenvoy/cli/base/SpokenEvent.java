package dev.jenvoy.cli.base;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.word.EventNames;
import dev.jenvoy.delivery.Event;
import java.util.Locale;
import java.util.Optional;

/** An event as a person writes it: as hooks have it, or as its sender names it, such as {@code Push Hook} or {@code repo:push}. */
public final class SpokenEvent {

    private SpokenEvent() {}

    /** Returns the event; empty if the text is no event's name. */
    public static Optional<Event> read(String text) {
        String name = text.toLowerCase(Locale.ROOT).replace(' ', '_').replace(':', '_');
        return Event.isName(name) ? Optional.of(new Event(name)) : Optional.empty();
    }

    /** Returns the family of senders that document this event, the first of several; empty if no known sender does. */
    public static Optional<Family> family(Event event) {
        return EventNames.family(event.name());
    }
}
