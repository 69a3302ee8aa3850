package dev.jenvoy.delivery;

import java.util.Locale;
import java.util.Optional;

/**
 * The repositories that something is about: one ({@code acme/site}), or all of an owner ({@code acme/*}). An owner may have
 * slashes, as groups of GitLab do; {@code acme/*} means the repositories of its subgroups too. Case does not count.
 *
 * @param text the pattern in lower case
 */
public record RepoPattern(String text) {

    private static final int MAX_CHARS = 511;
    private static final String ALL = "/*";

    /** Reads a pattern. Empty if the text is neither {@code owner/name} nor {@code owner/*}. */
    public static Optional<RepoPattern> of(String text) {
        boolean all = text.endsWith(ALL);
        String path = all ? text.substring(0, text.length() - ALL.length()) : text;
        return text.length() <= MAX_CHARS && (all ? Owner.isName(path) : isRepository(path))
                ? Optional.of(new RepoPattern(text.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }

    /** Returns whether the pattern is about every repository of an owner. */
    public boolean isAll() {
        return text.endsWith(ALL);
    }

    /**
     * Returns whether the pattern is about this repository.
     *
     * @param repo the full name, such as {@code acme/site}
     */
    public boolean matches(String repo) {
        String name = repo.toLowerCase(Locale.ROOT);
        return isAll() ? name.startsWith(text.substring(0, text.length() - 1)) : name.equals(text);
    }

    /** The owner may be a path of groups. */
    private static boolean isRepository(String path) {
        int name = path.lastIndexOf('/');
        return name > 0 && Owner.isName(path.substring(0, name)) && Repository.isName(path.substring(name + 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
