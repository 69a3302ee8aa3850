package dev.jenvoy.sender.request;

import dev.jenvoy.delivery.Event;
import java.util.Locale;
import java.util.Optional;

/** The header that tells an event's name. It is a claim: no signature covers it. */
public final class EventHeader {

    /** What may separate the words of an event, at senders of which nothing else is known. */
    private static final String SEPARATORS = " ./:-";

    private EventHeader() {}

    /** What is wrong with it before the body is read: it is missing, empty or comes twice. */
    public static Optional<Rejection> unfit(HeaderFields headers, String name) {
        String event = headers.only(name);
        return event == null || event.isEmpty()
                ? Optional.of(Check.EVENT.reject("expected one header " + name))
                : Optional.empty();
    }

    /** The event that it names, as sent. */
    public static Event read(HeaderFields headers, String name) throws InvalidPayload {
        return event(name, String.valueOf(headers.only(name)));
    }

    /**
     * The event that it names, in the words of hooks: in lower case, with a {@code _} for each character that separates
     * words, {@code push_hook} for {@code Push Hook}.
     *
     * @param separators those characters
     */
    public static Event readWords(HeaderFields headers, String name, String separators) throws InvalidPayload {
        return event(name, words(String.valueOf(headers.only(name)), separators));
    }

    /**
     * The same at a sender of which no more is known than that it separates words: by blanks, full stops, slashes, colons or
     * dashes.
     */
    public static Event readWords(HeaderFields headers, String name) throws InvalidPayload {
        return eventOfWords(name, String.valueOf(headers.only(name)));
    }

    /** The same of a fact of the payload. Between two slashes there has to be a word: an event is not a path. */
    public static Event eventOfWords(String where, String text) throws InvalidPayload {
        for (String part : text.split("/", -1)) {
            if (part.chars().noneMatch(Character::isLetterOrDigit)) {
                throw InvalidPayload.ofEvent(where);
            }
        }
        return event(where, words(text, SEPARATORS));
    }

    /** Whether an event that was read in the words of hooks is this one; one that cannot be an event is none. */
    public static boolean is(String event, Reading told) {
        try {
            return told.read().is(event);
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

    /** The event of this name, which a header or a fact of the payload told. */
    public static Event event(String where, String name) throws InvalidPayload {
        if (!Event.isName(name)) {
            throw InvalidPayload.ofEvent(where);
        }
        return new Event(name);
    }
}
