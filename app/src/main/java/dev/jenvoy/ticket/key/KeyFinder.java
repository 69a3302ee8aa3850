package dev.jenvoy.ticket.key;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the keys of configured projects: a project's name, a dash, and a number of at most ten digits without a zero in front.
 * No letter, digit, {@code _} or {@code $} comes before it, and behind it neither letter, digit nor {@code _}, nor a dot with a
 * digit; on neither side is a character that people do not see. Where keys overlap, the one with the longer name counts. Takes time in proportion to the texts, and little memory.
 * Thread-safe.
 */
public final class KeyFinder {

    /** More than any configuration lets a delivery move. */
    public static final int MAX_KEYS = 10_000;

    public static final int MAX_LOOK_ALIKES = 1_000;

    private final Set<String> names;
    private final ProjectTrie projects;

    /** @param projects the names of the projects, in any case */
    public KeyFinder(Collection<String> projects) {
        this.names = Set.copyOf(projects);
        this.projects = new ProjectTrie(names);
    }

    /** Returns whether the other one was made for the same names. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyFinder finder && names.equals(finder.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** Finds the keys in these texts. */
    public FoundKeys find(List<KeySource> sources) {
        Result result = new Result();
        for (KeySource source : sources) {
            new KeyScan(source, projects, result).run();
        }
        return new FoundKeys(List.copyOf(result.keys.values()), result.more, List.copyOf(result.lookAlikes));
    }

    /** Keeps what was found, up to the limits. */
    static final class Result {

        private final Map<TicketKey, FoundKey> keys = new LinkedHashMap<>();
        private final Set<LookAlike> lookAlikes = new LinkedHashSet<>();
        private final Set<List<String>> known = new HashSet<>();
        private boolean more;

        boolean isNew(TicketKey key) {
            return !keys.containsKey(key);
        }

        void add(FoundKey found) {
            if (keys.size() < MAX_KEYS) {
                keys.put(found.key(), found);
            } else {
                more = true;
            }
        }

        boolean hasRoomForLookAlikes() {
            return lookAlikes.size() < MAX_LOOK_ALIKES;
        }

        /** Each is kept once for each text: one that occurs a hundred times says nothing more. */
        void add(LookAlike found) {
            if (known.add(List.of(found.text(), found.reason().name(), found.place()))) {
                lookAlikes.add(found);
            }
        }
    }
}
