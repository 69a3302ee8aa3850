package dev.jenvoy.option.json;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an object whose keys are known. Each key is taken once; the others are reported with the nearest known key. */
public final class ObjectReader {
    private final String path;
    private final ProblemCollector report;
    private final List<JsonNode.Member> members;
    private final Map<String, JsonNode> values = new HashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    public ObjectReader(String path, List<JsonNode.Member> members, ProblemCollector report) {
        this.path = path;
        this.report = report;
        this.members = new ArrayList<>(members);
        members.forEach(member -> values.put(member.name(), member.value()));
    }

    /** The value of the key; empty where the key is missing or, and then it is reported, its value is not one. */
    public <T> Optional<T> take(String key, ValueReader<T> kind) {
        known.add(key);
        JsonNode node = values.get(key);
        return node == null ? Optional.empty() : kind.read(node, new KeyContext(join(path, key), report));
    }

    /** The value of the key, or its default. */
    public <T> T take(String key, T fallback, ValueReader<T> kind) {
        return take(key, kind).orElse(fallback);
    }

    /** Takes a key that must be there. A missing one is reported at the first key of the object. */
    public <T> Optional<T> require(String key, ValueReader<T> kind) {
        if (!values.containsKey(key)) {
            known.add(key);
            Position near =
                    members.isEmpty() ? Position.NOWHERE : members.get(0).nameAt();
            report.error(join(path, key), near, "this key is missing");
        }
        return take(key, kind);
    }

    /** Returns whether the key is there. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Reports an error of the key's value that shows only beside other keys. */
    public void error(String key, String message) {
        report.error(join(path, key), at(key), message);
    }

    /** Where the value of the key begins, or nowhere. */
    public Position at(String key) {
        JsonNode node = values.get(key);
        return node == null ? Position.NOWHERE : node.at();
    }

    /** Warns of the keys that were not taken. */
    public void finish() {
        for (JsonNode.Member member : members) {
            if (!known.contains(member.name())) {
                String hint = Spelling.nearest(member.name(), known)
                        .map(near -> "; did you mean \"" + near + "\"?")
                        .orElse("");
                report.warning(join(path, member.name()), member.nameAt(), "unknown key, ignored" + hint);
            }
        }
    }

    public static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
