package dev.jenvoy.permission;

import java.nio.file.Path;

/**
 * A way in which users other than root and the server's user may change what a path leads to.
 *
 * @param kind how they may change it
 * @param step the position on the path
 * @param at the file, folder or link. {@link #words} leaves it out, because the place of a secret must not be public
 * @param id the user or group that may change it; 0 for every user
 */
public record Flaw(Kind kind, Step step, Path at, int id) {

    /** How others may change it. */
    public enum Kind {
        /** Every user may write. */
        OTHERS_WRITE,
        /** It belongs to another user. */
        OTHER_OWNER,
        /** A group other than root's and the server's own may write, which is often intended. */
        GROUP_WRITES
    }

    /** The position on the path. */
    public enum Step {
        /** The file or folder itself. */
        ITSELF,
        /** A folder above it, or above a link that leads to it. */
        FOLDER,
        /** A symbolic link that leads to it. */
        LINK
    }

    /** Returns whether it is a reason to reject the file, not only to warn. */
    public boolean isGrave() {
        return kind != Kind.GROUP_WRITES;
    }

    /**
     * Describes it without a path.
     *
     * @param subject the examined file, as it is called in a sentence: "it"
     */
    public String words(String subject) {
        String what =
                switch (step) {
                    case ITSELF -> subject;
                    case FOLDER -> "a folder that contains " + subject;
                    case LINK -> "a symbolic link to " + subject;
                };
        return switch (kind) {
            case OTHERS_WRITE ->
                "others may write to " + what + " (mode o+w)"
                        + (step == Step.ITSELF ? "; remove that permission with chmod o-w" : "");
            case OTHER_OWNER -> what + " belongs to user " + id + ", who is neither root nor the server's user";
            case GROUP_WRITES -> "members of group " + id + " may write to " + what + " (mode g+w)";
        };
    }

    /** Describes it like {@link #words}, with the path if it is not the subject's own. */
    public String wordsWithPath(String subject) {
        return words(subject) + (step == Step.ITSELF ? "" : ": " + at);
    }
}
