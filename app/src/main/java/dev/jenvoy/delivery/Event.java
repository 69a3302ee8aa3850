package dev.jenvoy.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The name of an event, as hooks know it: {@code push}, {@code pull_request}. Its alphabet is the one of
 * {@code docs/reference/http.md}; {@code all} is no event, because a hook of that name runs for every event.
 */
public record Event(String name) {

    private static final Alphabet NAME = Alphabet.lower("_");
    private static final int MAX_CHARS = 100;

    public Event {
        if (!isName(name)) {
            throw new IllegalArgumentException("not an event name");
        }
    }

    /** Whether this text may be an event's name. */
    public static boolean isName(String text) {
        return NAME.spells(text, MAX_CHARS) && !text.equals("all");
    }

    public boolean is(String other) {
        return name.equals(other);
    }

    // By hand: see Choices that were measured, in docs/concepts/performance.md.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Event event && name.equals(event.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
