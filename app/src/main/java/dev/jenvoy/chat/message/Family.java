package dev.jenvoy.chat.message;

import java.util.List;
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

    /** Returns the family of the sender of this name, such as {@code github}. */
    public static Family ofSender(String sender) {
        for (Family family : List.of(GITHUB, GITEA, GITLAB, BITBUCKET, TRAVIS)) {
            if (family.word().equals(sender)) {
                return family;
            }
        }
        return OTHER;
    }

    /** Returns the word for configuration, commands and template folders. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
