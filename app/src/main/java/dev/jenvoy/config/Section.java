package dev.jenvoy.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object whose keys are known: each is taken once, and those left over are told with the nearest known one. */
final class Section {
    private final String path;
    private final Report report;
    private final List<Node.Member> members;
    private final Map<String, Node> values = new HashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    Section(String path, List<Node.Member> members, Report report) {
        this.path = path;
        this.report = report;
        this.members = new ArrayList<>(members);
        members.forEach(member -> values.put(member.name(), member.value()));
    }

    /** The value of the key; empty where the key is missing or, and then it is reported, its value is not one. */
    <T> Optional<T> take(String key, Kind<T> kind) {
        known.add(key);
        Node node = values.get(key);
        return node == null ? Optional.empty() : kind.read(node, new Place(join(path, key), report));
    }

    /** The value of the key, or its default. */
    <T> T take(String key, T fallback, Kind<T> kind) {
        return take(key, kind).orElse(fallback);
    }

    /** Where the value of the key begins, or nowhere. */
    Position at(String key) {
        Node node = values.get(key);
        return node == null ? Position.NOWHERE : node.at();
    }

    /** Warns of the keys that nobody took. */
    void finish() {
        for (Node.Member member : members) {
            if (!known.contains(member.name())) {
                String hint = Spelling.nearest(member.name(), known)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("");
                report.warning(join(path, member.name()), member.nameAt(), "unknown key, ignored" + hint);
            }
        }
    }

    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
