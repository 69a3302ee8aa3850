package dev.jenvoy.forge.service;

/** Shortens texts to what a forge takes. */
public final class Cut {

    private Cut() {}

    /** Returns the text, or its begin with an ellipsis. Never cuts a character in half. */
    public static String to(int maxChars, String text) {
        if (text.length() <= maxChars) {
            return text;
        }
        int end = maxChars - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "\u2026";
    }
}
