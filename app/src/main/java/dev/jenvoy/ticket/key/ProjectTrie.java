package dev.jenvoy.ticket.key;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of projects, to be found in any case where they end in a text. */
final class ProjectTrie {

    private final Node root = new Node();

    ProjectTrie(Collection<String> projects) {
        for (String project : projects) {
            String name = project.toUpperCase(Locale.ROOT);
            Node node = root;
            for (int at = name.length(); at > 0; at -= Character.charCount(name.codePointBefore(at))) {
                node = node.before.computeIfAbsent(folded(name.codePointBefore(at)), character -> new Node());
            }
            node.project = name;
        }
    }

    /**
     * A project's name in a text.
     *
     * @param project the name in upper case
     * @param start where it begins
     */
    record Match(String project, int start) {}

    /** Finds the longest name that ends here and does not begin within a word. Looks no further back than the longest name. */
    @Nullable
    Match endingAt(String text, int end) {
        Match longest = null;
        Node node = root;
        int at = end;
        while (at > 0) {
            int character = text.codePointBefore(at);
            node = node.before.get(folded(character));
            if (node == null) {
                break;
            }
            at -= Character.charCount(character);
            if (node.project != null && !Letters.goesOnBefore(text, at)) {
                longest = new Match(node.project, at);
            }
        }
        return longest;
    }

    /**
     * Returns the upper case of a letter that is the lower case of that. Others have one too, such as the dotless i, whose upper
     * case is that of another letter.
     */
    private static int folded(int character) {
        int upper = Character.toUpperCase(character);
        return Character.toLowerCase(upper) == character ? upper : character;
    }

    private static final class Node {
        private final Map<Integer, Node> before = new HashMap<>();
        private @Nullable String project;
    }
}
