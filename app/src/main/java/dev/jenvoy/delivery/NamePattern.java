package dev.jenvoy.delivery;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern of hooks' names, as keys of {@code hooks} in the configuration are: {@code *} stands for any characters,
 * slashes too, {@code ?} for one, every other character for itself. The configuration is checked and hooks are matched by this
 * class alone. Equal to another that was written in the same way.
 */
public final class NamePattern {

    /** Matches every name. */
    public static final NamePattern ANY = new NamePattern("*", compile("*"));

    private static final String LITERAL_HERE = "[]{}\\";

    private final String text;
    private final Optional<Pattern> wildcards;

    private NamePattern(String text, Optional<Pattern> wildcards) {
        this.text = text;
        this.wildcards = wildcards;
    }

    /** A name or a pattern of names; empty if no hook can have such a name. */
    public static Optional<NamePattern> parse(String text) {
        boolean possible =
                !text.isBlank() && !text.startsWith("/") && !text.endsWith("/") && !("/" + text + "/").contains("/../");
        return possible ? Optional.of(new NamePattern(text, compile(text))) : Optional.empty();
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    private static Optional<Pattern> compile(String text) {
        if (text.indexOf('*') < 0 && text.indexOf('?') < 0) {
            return Optional.empty();
        }
        StringBuilder regex = new StringBuilder();
        text.codePoints()
                .forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString(c))));
        return Optional.of(Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    /** Whether it names one hook and no others. */
    public boolean isExact() {
        return wildcards.isEmpty();
    }

    /** Whether it holds characters that are wildcards in other programs, and match themselves here. */
    public boolean looksLikeAnotherGlob() {
        return text.chars().anyMatch(c -> LITERAL_HERE.indexOf(c) >= 0);
    }

    public boolean matches(String name) {
        return wildcards.map(pattern -> pattern.matcher(name).matches()).orElseGet(() -> text.equals(name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamePattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
