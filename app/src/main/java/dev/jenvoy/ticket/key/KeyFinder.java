package dev.jenvoy.ticket.key;

import java.util.Collection;
import java.util.List;

/** Finds the keys of configured projects. Takes time in proportion to the texts, and little memory. Thread-safe. */
public final class KeyFinder {

    /** More than any configuration lets a delivery move. */
    public static final int MAX_KEYS = 10_000;

    public static final int MAX_LOOK_ALIKES = 1_000;

    /** @param projects the names of the projects, in any case */
    public KeyFinder(Collection<String> projects) {}

    /** Finds the keys in these texts. */
    public FoundKeys find(List<KeySource> sources) {
        throw new UnsupportedOperationException();
    }
}
