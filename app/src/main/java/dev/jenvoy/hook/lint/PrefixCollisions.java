package dev.jenvoy.hook.lint;

import dev.jenvoy.hook.NameRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds hooks that also run as a child of another repository's or branch's hook, which happens in prefix mode.
 * Repository names are inferred from the hook file names in the folder.
 */
final class PrefixCollisions {

    /** The maximum number of collisions in the list. */
    private static final int MAX_COLLISIONS = 20;

    private static final String ANY = "";

    private final Map<String, Set<String>> known = new HashMap<>();
    private final Set<String> everywhere = new HashSet<>();

    private PrefixCollisions(List<HookListing> files) {
        for (HookListing file : files) {
            if (file.never().isEmpty()) {
                file.readings().forEach(this::learn);
            }
        }
    }

    /** Returns a sentence for each collision among these files under the prefix rule, up to a limit. */
    static List<String> of(List<HookListing> files) {
        PrefixCollisions pairs = new PrefixCollisions(files);
        List<String> sentences = new ArrayList<>();
        int more = 0;
        for (HookListing file : files) {
            for (String sentence : pairs.of(file)) {
                if (sentences.size() < MAX_COLLISIONS) {
                    sentences.add(sentence);
                } else {
                    more++;
                }
            }
        }
        if (more > 0) {
            sentences.add("and " + more + " more such pairs; \"child_hooks\": \"delimited\" has none");
        }
        return sentences;
    }

    private void learn(NameInterpretation reading) {
        if (reading.repository() == null) {
            return;
        }
        String owner = reading.owner() == null ? ANY : reading.owner();
        Set<String> names = known.computeIfAbsent(owner, o -> new HashSet<>());
        names.add(reading.repository());
        everywhere.add(reading.repository());
        if (reading.branch() != null) {
            names.add(reading.repository() + "-" + reading.branch());
            everywhere.add(reading.repository() + "-" + reading.branch());
        }
    }

    /** Finds the longest other name that begins this one. Shorter ones collide with that name. */
    private Set<String> of(HookListing file) {
        Set<String> sentences = new LinkedHashSet<>();
        if (file.never().isPresent() || NameRule.hasExtension(file.name())) {
            return sentences;
        }
        for (NameInterpretation reading : file.readings()) {
            if (reading.repository() == null || reading.childOf() != null) {
                continue;
            }
            String own = reading.repository() + (reading.branch() == null ? "" : "-" + reading.branch());
            int inFolders = own.lastIndexOf('/') + 2;
            for (int cut = own.length() - 1; cut >= Math.max(1, inFolders); cut--) {
                String other = own.substring(0, cut);
                if (own.charAt(cut) != '-' && isKnown(reading.owner(), other)) {
                    String head = file.path().substring(0, file.path().length() - own.length());
                    sentences.add(file.path() + " also runs as a child of " + head + other
                            + ", because its name begins with it");
                    break;
                }
            }
        }
        return sentences;
    }

    private boolean isKnown(@Nullable String owner, String name) {
        return owner == null
                ? everywhere.contains(name)
                : known.getOrDefault(ANY, Set.of()).contains(name)
                        || known.getOrDefault(owner, Set.of()).contains(name);
    }
}
