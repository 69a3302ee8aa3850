package dev.jenvoy.delivery;

/** A repository's name without its owner, in GitHub's alphabet: letters, digits, {@code . _ -}; not {@code .} or {@code ..}. */
public record Repository(String name) {

    private static final Alphabet NAME = Alphabet.of("._-");
    private static final int MAX_CHARS = 255;

    public Repository {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a repository's name");
        }
    }

    /** Whether this text may be a repository's name. */
    public static boolean isName(String text) {
        return NAME.spells(text, MAX_CHARS) && !text.equals(".") && !text.equals("..");
    }

    @Override
    public String toString() {
        return name;
    }
}
