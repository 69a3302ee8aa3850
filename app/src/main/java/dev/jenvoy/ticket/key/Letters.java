package dev.jenvoy.ticket.key;

/** Says which characters make words. */
final class Letters {

    private Letters() {}

    /** Returns whether the character before a place belongs to the same word or name of a project. */
    static boolean goesOnBefore(String text, int at) {
        return at > 0 && (isWord(text.codePointBefore(at)) || text.charAt(at - 1) == '$');
    }

    /** Returns whether a word goes on here. */
    static boolean isWordAt(String text, int at) {
        return at < text.length() && isWord(text.codePointAt(at));
    }

    static boolean isWord(int character) {
        return Character.isLetterOrDigit(character) || character == '_' || isMark(character);
    }

    /** Marks belong to the letter before them. */
    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Returns whether people do not see this character, and read what is beside it as one word. */
    static boolean isInvisible(int character) {
        int type = Character.getType(character);
        return type == Character.FORMAT || (type == Character.CONTROL && !Character.isWhitespace(character));
    }

    static boolean isInvisibleAt(String text, int at) {
        return at < text.length() && isInvisible(text.codePointAt(at));
    }

    static boolean isInvisibleBefore(String text, int at) {
        return at > 0 && isInvisible(text.codePointBefore(at));
    }

    static boolean isDigitAt(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
}
