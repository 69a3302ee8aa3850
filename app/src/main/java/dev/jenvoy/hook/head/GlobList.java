package dev.jenvoy.hook.head;

import dev.jenvoy.delivery.pattern.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Patterns of one key of a head, in order. A pattern with {@code !} takes back what patterns before it match; where the first
 * pattern has one, everything else is wanted.
 */
public record GlobList(List<Item> items) {

    /**
     * One pattern.
     *
     * @param wanted whether it has no {@code !}
     */
    public record Item(Glob glob, boolean wanted) {}

    public GlobList {
        items = List.copyOf(items);
    }

    /** Reads patterns with blanks between them; empty if one of them is not a pattern. */
    static Optional<GlobList> read(String text) {
        List<Item> items = new ArrayList<>();
        for (String word : text.split("\\s+", -1)) {
            boolean wanted = !word.startsWith("!");
            Optional<Glob> glob = Glob.ofPaths(wanted ? word : word.substring(1));
            if (glob.isEmpty()) {
                return Optional.empty();
            }
            items.add(new Item(glob.get(), wanted));
        }
        return Optional.of(new GlobList(items));
    }

    /** Returns whether a thing with these names is wanted: the last pattern that matches one of them decides. */
    boolean wants(Collection<String> names, boolean ignoringCase) {
        boolean wanted = !items.get(0).wanted;
        for (Item item : items) {
            if (item.wanted != wanted && names.stream().anyMatch(name -> matches(item.glob, name, ignoringCase))) {
                wanted = item.wanted;
            }
        }
        return wanted;
    }

    /**
     * Returns whether a set is wanted: it has nothing that a pattern with {@code !} matches, and something that another
     * pattern matches, if there is one.
     */
    boolean wantsSet(Collection<String> names) {
        boolean asked = items.stream().anyMatch(Item::wanted);
        boolean found = !asked;
        for (Item item : items) {
            boolean matches = names.stream().anyMatch(name -> matches(item.glob, name, true));
            if (matches && !item.wanted) {
                return false;
            }
            found |= matches;
        }
        return found;
    }

    private static boolean matches(Glob glob, String name, boolean ignoringCase) {
        return ignoringCase ? glob.matchesIgnoringCase(name) : glob.matches(name);
    }
}
