package dev.jenvoy.chat.message;

import java.util.Locale;

/** Senders whose payloads and words are alike. A token of a repository belongs to one family and opens no other. */
public enum Family {
    GITHUB,
    GITEA,
    GITLAB,
    BITBUCKET,
    TRAVIS,
    /** Jenvoy itself. */
    JENVOY,
    /** Every other sender: only the event and the common facts are known. */
    OTHER;

    /** Returns the word for configuration, commands and template folders. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
