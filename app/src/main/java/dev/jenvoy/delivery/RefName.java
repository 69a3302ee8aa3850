package dev.jenvoy.delivery;

/**
 * The short name of a branch or a tag, by the rules of {@code git check-ref-format} for {@code refs/heads/NAME}, and
 * with well-formed Unicode only. Slashes separate parts, and no part begins with a dot, so a name can be a path below
 * a folder and never leave it.
 */
public record RefName(String name) {

    private static final int MAX_CHARS = 1024;
    private static final String FORBIDDEN = " ~^:?*[\\";

    public RefName {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a ref's name");
        }
    }

    /** Whether git would take this text as a branch's or a tag's name. */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > MAX_CHARS || text.endsWith(".") || text.contains("..")) {
            return false;
        }
        if (text.contains("@{")) {
            return false;
        }
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            if (!isAllowed(text.codePointAt(at))) {
                return false;
            }
        }
        for (String part : text.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.endsWith(".lock")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(int character) {
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return character >= 0x20 && character != 0x7f && !surrogate && FORBIDDEN.indexOf(character) < 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
