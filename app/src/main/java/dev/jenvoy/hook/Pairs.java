package dev.jenvoy.hook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In prefix mode, where a name may go on with anything: the hooks of one repository, or branch, that also run as another's
 * child. Of a repository is known what the folder's names can be read as.
 */
final class Pairs {

    /** More than these nobody reads. */
    private static final int MOST = 20;

    private static final String ANY = "";

    private final Map<String, Set<String>> known = new HashMap<>();
    private final Set<String> everywhere = new HashSet<>();

    private Pairs(List<Listed> files) {
        for (Listed file : files) {
            if (file.never().isEmpty()) {
                file.readings().forEach(this::learn);
            }
        }
    }

    /** One sentence for each pair among these files under the prefix rule, at most some twenty. */
    static List<String> of(List<Listed> files) {
        Pairs pairs = new Pairs(files);
        List<String> sentences = new ArrayList<>();
        int more = 0;
        for (Listed file : files) {
            for (String sentence : pairs.of(file)) {
                if (sentences.size() < MOST) {
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

    private void learn(Reading reading) {
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

    /** The longest other's name that begins this one's: the shorter ones are the pairs of that. */
    private Set<String> of(Listed file) {
        Set<String> sentences = new LinkedHashSet<>();
        if (file.never().isPresent() || NameRule.hasExtension(file.name())) {
            return sentences;
        }
        for (Reading reading : file.readings()) {
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
                            + ", for its name begins with that");
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
