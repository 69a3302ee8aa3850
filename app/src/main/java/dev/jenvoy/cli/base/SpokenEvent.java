package dev.jenvoy.cli.base;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.word.EventNames;
import dev.jenvoy.delivery.Event;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An event as a person writes it: as hooks have it, as its sender names it, such as {@code Push Hook} or {@code repo:push},
 * or as the endpoint is called that makes it.
 */
public final class SpokenEvent {

    /** What senders and names of endpoints have where names of events have a low line. */
    private static final Pattern SEPARATORS = Pattern.compile("[ :.-]");

    private SpokenEvent() {}

    /** Returns the event; empty if the text is no event's name. */
    public static Optional<Event> read(String text) {
        String name = SEPARATORS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("_");
        return Event.isName(name) ? Optional.of(new Event(name)) : Optional.empty();
    }

    /** Returns the family of senders that document this event, the first of several; empty if no known sender does. */
    public static Optional<Family> family(Event event) {
        return EventNames.family(event.name());
    }
}
