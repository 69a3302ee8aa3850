package dev.jenvoy.delivery;

import java.util.regex.Pattern;

/**
 * The user or organisation that a repository belongs to. May hold slashes (nested groups); each part is a plain name,
 * so that {@code hooks/@OWNER/} never leaves the hooks folder. Begins with {@code ~} for a person's own project on a
 * Bitbucket server.
 */
public record Owner(String name) {

    private static final Pattern NAME = Pattern.compile("~?[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*");
    private static final int LONGEST = 255;

    public Owner {
        if (!isName(name)) {
            throw new IllegalArgumentException("not an owner's name");
        }
    }

    /** Whether this text may be an owner's name at any sender; each sender may be stricter. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST && NAME.matcher(text).matches();
    }

    @Override
    public String toString() {
        return name;
    }
}
