package dev.jenvoy.permission;

import java.nio.file.Path;

/**
 * A way in which others than root and the server's user may change what lies at a path.
 *
 * @param kind what they may do it by
 * @param step where on the way it is
 * @param at the file, folder or link; a secret's place may be nobody's business, so that the words leave it out
 * @param id the user or group that may; 0 where it is every user
 */
public record Flaw(Kind kind, Step step, Path at, int id) {

    /** By what. */
    public enum Kind {
        /** Every user may write. */
        OTHERS_WRITE,
        /** It belongs to another user. */
        OTHER_OWNER,
        /** A group may write that is neither root's nor the server's own: often meant so. */
        GROUP_WRITES
    }

    /** Where. */
    public enum Step {
        /** The file or folder itself. */
        ITSELF,
        /** A folder above it, or above a link that leads to it. */
        FOLDER,
        /** A symbolic link that leads to it. */
        LINK
    }

    /** Whether it is a reason to refuse the file, and not only one to warn. */
    public boolean isGrave() {
        return kind != Kind.GROUP_WRITES;
    }

    /**
     * What is wrong, without a path.
     *
     * @param subject what was looked at, as it stands in a sentence: "it"
     */
    public String words(String subject) {
        String what =
                switch (step) {
                    case ITSELF -> subject;
                    case FOLDER -> "a folder that " + subject + " lies in";
                    case LINK -> "a symbolic link to " + subject;
                };
        return switch (kind) {
            case OTHERS_WRITE ->
                "others may write to " + what + " (mode o+w)"
                        + (step == Step.ITSELF ? "; take that away with chmod o-w" : "");
            case OTHER_OWNER -> what + " belongs to user " + id + ", who is neither root nor the server's user";
            case GROUP_WRITES -> "members of group " + id + " may write to " + what + " (mode g+w)";
        };
    }

    /** As {@link #words}, with the path where that is not the subject's own. */
    public String wordsWithPath(String subject) {
        return words(subject) + (step == Step.ITSELF ? "" : ": " + at);
    }
}
