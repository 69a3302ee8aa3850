package dev.jenvoy.delivery;

/**
 * The user or organisation that a repository belongs to. May hold slashes (nested groups); each part is a plain name, no part is {@code .} or {@code ..}, so that {@code hooks/@OWNER/} never leaves the hooks folder. Begins with {@code ~} for a
 * person's own project on a Bitbucket server. A part may begin and end with any of its characters: what senders allow at a
 * sign-up today is stricter than what accounts are called.
 */
public record Owner(String name) {

    private static final Alphabet PART = Alphabet.of("._-");
    private static final int MAX_CHARS = 255;

    public Owner {
        if (!isName(name)) {
            throw new IllegalArgumentException("not an owner's name");
        }
    }

    /** Whether this text may be an owner's name at any sender; each sender may be stricter. */
    public static boolean isName(String text) {
        if (text.length() > MAX_CHARS) {
            return false;
        }
        int from = text.startsWith("~") ? 1 : 0;
        for (int slash = text.indexOf('/', from); slash >= 0; slash = text.indexOf('/', from)) {
            if (!isPart(text.substring(from, slash))) {
                return false;
            }
            from = slash + 1;
        }
        return isPart(text.substring(from));
    }

    private static boolean isPart(String part) {
        return PART.spells(part, MAX_CHARS) && !part.equals(".") && !part.equals("..");
    }

    @Override
    public String toString() {
        return name;
    }
}
