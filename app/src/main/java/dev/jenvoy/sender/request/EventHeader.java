package dev.jenvoy.sender.request;

import dev.jenvoy.delivery.Event;
import java.util.Locale;
import java.util.Optional;

/** Reads the header that names the event. It is a claim: no signature covers it. */
public final class EventHeader {

    /** The characters that may separate the words of an event, for senders of which nothing else is known. */
    private static final String SEPARATORS = " ./:-";

    private EventHeader() {}

    /** Rejects a header that is missing, empty or sent twice, before the body is read. */
    public static Optional<Rejection> validate(HeaderFields headers, String name) {
        String event = headers.only(name);
        return event == null || event.isEmpty()
                ? Optional.of(Check.EVENT.reject("expected one header " + name))
                : Optional.empty();
    }

    /** Reads the event as sent. */
    public static Event read(HeaderFields headers, String name) throws InvalidPayload {
        return event(name, String.valueOf(headers.only(name)));
    }

    /**
     * Reads the event in the words of hooks: in lower case, with a {@code _} for each character that separates
     * words, {@code push_hook} for {@code Push Hook}.
     *
     * @param separators those characters
     */
    public static Event readWords(HeaderFields headers, String name, String separators) throws InvalidPayload {
        return event(name, words(String.valueOf(headers.only(name)), separators));
    }

    /**
     * Reads the event in the words of hooks, for a sender of which nothing is known: blanks, full stops, slashes, colons and
     * dashes separate words.
     */
    public static Event readWords(HeaderFields headers, String name) throws InvalidPayload {
        return eventOfWords(name, String.valueOf(headers.only(name)));
    }

    /** Reads the event out of a text of the payload. Between two slashes there must be a word: an event is not a path. */
    public static Event eventOfWords(String where, String text) throws InvalidPayload {
        for (String part : text.split("/", -1)) {
            if (part.chars().noneMatch(Character::isLetterOrDigit)) {
                throw InvalidPayload.ofEvent(where);
            }
        }
        return event(where, words(text, SEPARATORS));
    }

    /** Tells whether the event that is read is this one; a name that cannot be an event is not. */
    public static boolean is(String event, Reading reading) {
        try {
            return reading.read().is(event);
        } catch (InvalidPayload e) {
            return false;
        }
    }

    /** Reads an event. */
    public interface Reading {
        Event read() throws InvalidPayload;
    }

    private static String words(String text, String separators) {
        StringBuilder words = new StringBuilder(text.toLowerCase(Locale.ROOT));
        for (int i = 0; i < words.length(); i++) {
            if (separators.indexOf(words.charAt(i)) >= 0) {
                words.setCharAt(i, '_');
            }
        }
        return words.toString();
    }

    /** Returns the event of this name, which comes from a header or from the payload. */
    public static Event event(String where, String name) throws InvalidPayload {
        if (!Event.isName(name)) {
            throw InvalidPayload.ofEvent(where);
        }
        return new Event(name);
    }
}
