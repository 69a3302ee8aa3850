package dev.jenvoy.delivery.change;

import dev.jenvoy.delivery.Facts;

/** Reads what a payload says of changes. */
public interface ChangesReader {

    /** Reads nothing out of any payload. */
    ChangesReader NONE = (facts, payload) -> Changes.UNKNOWN;

    /**
     * Reads the changes. A value of another type than its sender documents counts as missing.
     *
     * @param payload JSON as maps, lists and texts
     */
    Changes read(Facts facts, Object payload);
}
