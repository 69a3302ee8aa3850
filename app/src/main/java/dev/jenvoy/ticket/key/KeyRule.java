package dev.jenvoy.ticket.key;

/** Says which keys in a text count. */
public enum KeyRule {

    /** Each key in upper case: a title, the name of a release, the message of a commit. */
    LINE,

    /** Each key in any case: the name of a branch. */
    BRANCH,

    /** Each key in upper case outside of {@linkplain HiddenParts hidden parts}: the text of a release. */
    MARKUP,

    /**
     * Each key in upper case that follows a word of closing in its line, alone or in a list, outside of
     * {@linkplain HiddenParts hidden parts}: the text of a pull request. Words of closing are the forms of close, fix, resolve, implement and complete.
     */
    CLOSING
}
