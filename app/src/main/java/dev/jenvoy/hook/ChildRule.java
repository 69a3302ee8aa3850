package dev.jenvoy.hook;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a child hook's name may go on after its parent's. In neither rule does a name that otherwise goes on with a dash
 * belong to a parent: it names another repository or branch.
 */
public enum ChildRule {

    /** A delimiter that no repository name can hold, and after a bare event or {@code all} also {@code _}. */
    DELIMITED("delimited") {
        @Override
        boolean continues(BaseName parent, String rest) {
            char next = rest.charAt(0);
            return next == '+' || next == '~' || next == '=' || (next == '_' && parent.bare());
        }

        @Override
        List<String> candidates(SortedNames listing, BaseName parent) {
            List<String> found = new ArrayList<>();
            // In the byte order of the delimiters, so that the whole is sorted.
            for (String delimiter : parent.bare() ? List.of("+", "=", "_", "~") : List.of("+", "=", "~")) {
                found.addAll(listing.startingWith(parent.name() + delimiter));
            }
            return found;
        }
    },

    /** Anything, as genvoy documents it; after a bare event or {@code all} also dash, digits, dash. */
    PREFIX("prefix") {
        @Override
        boolean continues(BaseName parent, String rest) {
            return rest.charAt(0) != '-'
                    || (parent.bare() && NUMBERED.matcher(rest).lookingAt());
        }

        @Override
        List<String> candidates(SortedNames listing, BaseName parent) {
            // The names of other repositories begin with "parent-" and may be ten thousand: stepped over, not walked.
            return listing.startingWithBut(parent.name(), parent.name() + "-", parent.bare() ? DIGITS : List.of());
        }
    };

    private static final Pattern NUMBERED = Pattern.compile("-[0-9]+-");
    private static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private final String word;

    ChildRule(String word) {
        this.word = word;
    }

    /** The rule's name in the configuration. */
    public String word() {
        return word;
    }

    /** The other one. */
    public ChildRule other() {
        return this == DELIMITED ? PREFIX : DELIMITED;
    }

    /** Whether a name may go on after this parent's with a rest that is not empty. */
    abstract boolean continues(BaseName parent, String rest);

    /** The names of a folder that might be children of this parent, sorted; a superset of those that are. */
    abstract List<String> candidates(SortedNames listing, BaseName parent);
}
