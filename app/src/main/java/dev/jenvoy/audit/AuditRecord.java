package dev.jenvoy.audit;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * One thing that somebody changed, or wanted to change. Texts are cut to {@link #MAX_TEXT_CHARS}. Must hold no secret.
 *
 * @param at when
 * @param act what was done, in one word such as {@code redeliver}
 * @param result how it ended
 * @param actor who did it
 * @param entry the delivery that it is about, by the journal's number
 * @param about what it is about, for people: the name of a room, of an endpoint, of keys; may be empty
 * @param detail more about it; may be empty
 */
public record AuditRecord(
        Instant at, String act, Result result, AuditActor actor, OptionalLong entry, String about, String detail) {

    /** Longer texts are cut. */
    public static final int MAX_TEXT_CHARS = 500;

    /** How it ended. Stored by name: never change one. */
    public enum Result {
        /** It was done, or will be. */
        DONE,
        /** It was tried and failed, or it is not known whether it was done. */
        FAILED,
        /** It was refused: the one who asked may not do it, or was not let in. */
        REFUSED
    }

    public AuditRecord {
        about = cut(about);
        detail = cut(detail);
    }

    private static String cut(String text) {
        if (text.length() <= MAX_TEXT_CHARS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MAX_TEXT_CHARS - 2)) ? MAX_TEXT_CHARS - 2 : MAX_TEXT_CHARS - 1;
        return text.substring(0, end) + "…";
    }
}
