package dev.jenvoy.journal.share;

import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import java.util.Set;

/** A part of an unfinished delivery that one server holds at a time. */
public enum Part {
    /** The actions for which the delivery waits. */
    AWAITED(0),
    /** The actions apart that may begin at once. */
    BESIDE(1),
    /** The actions apart that begin when the delivery has ended. */
    AFTER(2);

    /** Names everything, as the only server of a journal holds it. */
    public static final Set<Part> ALL = Set.of(AWAITED, BESIDE, AFTER);

    /** Names what is left of a delivery that has ended. */
    public static final Set<Part> APART = Set.of(BESIDE, AFTER);

    private final int code;

    Part(int code) {
        this.code = code;
    }

    /** Returns the number by which it is stored; never changes. */
    public int code() {
        return code;
    }

    /** Returns the part that is stored by this number. */
    public static Part of(int code) {
        return switch (code) {
            case 0 -> AWAITED;
            case 1 -> BESIDE;
            case 2 -> AFTER;
            default -> throw new IllegalArgumentException("no part has the number " + code);
        };
    }

    /** Returns the part that an action belongs to. */
    public static Part of(Planned planned) {
        Policy policy = planned.policy();
        if (!policy.apart()) {
            return AWAITED;
        }
        return policy.track() == Policy.Track.AFTER ? AFTER : BESIDE;
    }
}
