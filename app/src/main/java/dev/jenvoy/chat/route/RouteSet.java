package dev.jenvoy.chat.route;

import dev.jenvoy.chat.message.Family;
import java.util.Locale;

/** The two sets of routes that are made by command. Each has its own commands and its own default events. */
public enum RouteSet {
    /** What code hosts report; the commands {@code !repohook ...}. */
    REPOHOOK,
    /** What Travis CI reports; the commands {@code !travis ...}. */
    TRAVIS;

    /** Returns whether its routes say what senders of this family report, which the token of that family lets in. */
    public boolean isFor(String family) {
        return (this == TRAVIS) == family.equals(Family.TRAVIS.word());
    }

    /** Returns the word of its commands and of its row in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
