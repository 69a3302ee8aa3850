package dev.jenvoy.delivery;

/**
 * The short name of a branch or a tag, by the rules of {@code git check-ref-format} for {@code refs/heads/NAME}, and
 * with well-formed Unicode only. Slashes separate parts, none of which begins with a dot, so a name can be a path below
 * a folder and never leave it.
 */
public record RefName(String name) {

    private static final int LONGEST = 1024;
    private static final String FORBIDDEN = " ~^:?*[\\";

    public RefName {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a ref's name");
        }
    }

    /** Whether git would take this text as a branch's or a tag's name. */
    public static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.endsWith(".") || text.contains("..")) {
            return false;
        }
        if (text.contains("@{") || !isWellFormed(text)) {
            return false;
        }
        for (String part : text.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.endsWith(".lock")) {
                return false;
            }
        }
        return text.chars().noneMatch(c -> c < 0x20 || c == 0x7f || FORBIDDEN.indexOf(c) >= 0);
    }

    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    @Override
    public String toString() {
        return name;
    }
}
