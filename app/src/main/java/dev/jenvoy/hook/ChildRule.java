package dev.jenvoy.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Defines how a child hook's name may continue its parent's. Under both rules, a name that continues with a dash names
 * another repository or branch and is not a child, except as stated.
 */
public enum ChildRule {

    /**
     * Continues with anything, as genvoy documents it. After a bare event or {@code all}, it may also continue with
     * dash, digits, dash.
     */
    PREFIX("prefix") {
        @Override
        boolean continues(BaseName parent, String rest) {
            return rest.charAt(0) != '-'
                    || (parent.bare() && NUMBERED.matcher(rest).lookingAt());
        }

        @Override
        List<String> candidates(SortedNames listing, BaseName parent) {
            // Skips names that begin with "parent-", which belong to other repositories and may be ten thousand.
            return listing.startingWithBut(parent.name(), parent.name() + "-", parent.bare() ? DIGITS : List.of());
        }
    },

    /**
     * Continues with a delimiter that no repository name can contain, or with {@code _} after a bare event or {@code
     * all}.
     */
    DELIMITED("delimited") {
        @Override
        boolean continues(BaseName parent, String rest) {
            char next = rest.charAt(0);
            return next == '+' || next == '~' || next == '=' || (next == '_' && parent.bare());
        }

        @Override
        List<String> candidates(SortedNames listing, BaseName parent) {
            List<String> found = new ArrayList<>();
            // Uses the byte order of the delimiters, so that the whole list is sorted.
            for (String delimiter : parent.bare() ? List.of("+", "=", "_", "~") : List.of("+", "=", "~")) {
                found.addAll(listing.startingWith(parent.name() + delimiter));
            }
            return found;
        }
    };

    private static final Pattern NUMBERED = Pattern.compile("-[0-9]+-");
    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private final String word;

    ChildRule(String word) {
        this.word = word;
    }

    /** Returns the rule's name in the configuration. */
    public String word() {
        return word;
    }

    /** Returns the other rule. */
    public ChildRule other() {
        return this == DELIMITED ? PREFIX : DELIMITED;
    }

    /** Returns whether a name may continue this parent's with a non-empty rest. */
    abstract boolean continues(BaseName parent, String rest);

    /** Returns the sorted names of a folder that may be children of this parent, and perhaps others. */
    abstract List<String> candidates(SortedNames listing, BaseName parent);
}
