package dev.jenvoy.source;

import dev.jenvoy.delivery.Event;
import java.util.Locale;
import java.util.Optional;

/** The header that tells an event's name. It is a claim: no signature covers it. */
final class EventHeader {

    /** What may separate the words of an event, at senders of which nothing else is known. */
    private static final String SEPARATORS = " ./:-";

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

    /**
     * The event that it names, in the words of hooks: in lower case, with a {@code _} for each character that separates
     * words, {@code push_hook} for {@code Push Hook}.
     *
     * @param separators those characters
     */
    static Event readWords(Headers headers, String name, String separators) throws Unfit {
        return event(name, words(String.valueOf(headers.only(name)), separators));
    }

    /**
     * The same at a sender of which no more is known than that it separates words: by blanks, full stops, slashes, colons or
     * dashes.
     */
    static Event readWords(Headers headers, String name) throws Unfit {
        return eventOfWords(name, String.valueOf(headers.only(name)));
    }

    /** The same of a fact of the payload. Between two slashes there has to be a word: an event is not a path. */
    static Event eventOfWords(String where, String text) throws Unfit {
        for (String part : text.split("/", -1)) {
            if (part.chars().noneMatch(Character::isLetterOrDigit)) {
                throw Unfit.ofEvent(where);
            }
        }
        return event(where, words(text, SEPARATORS));
    }

    /** Whether an event that was read in the words of hooks is this one; one that cannot be an event is none. */
    static boolean is(String event, Reading told) {
        try {
            return told.read().is(event);
        } catch (Unfit e) {
            return false;
        }
    }

    /** Reads an event. */
    interface Reading {
        Event read() throws Unfit;
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
    static Event event(String where, String name) throws Unfit {
        if (!Event.isName(name)) {
            throw Unfit.ofEvent(where);
        }
        return new Event(name);
    }
}
