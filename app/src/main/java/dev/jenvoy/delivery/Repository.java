package dev.jenvoy.delivery;

import java.util.regex.Pattern;

/** A repository's name without its owner, in GitHub's alphabet: letters, digits, {@code . _ -}; not {@code .} or {@code ..}. */
public record Repository(String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    public Repository {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a repository's name");
        }
    }

    /** Whether this text may be a repository's name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    }

    @Override
    public String toString() {
        return name;
    }
}
