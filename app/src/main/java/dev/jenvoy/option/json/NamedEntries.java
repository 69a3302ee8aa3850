package dev.jenvoy.option.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads an object whose keys are names that the operator chose. */
public final class NamedEntries {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String NAME_WORDS = "up to 64 letters, digits and ._-, a letter or digit first";

    private NamedEntries() {}

    /** Reads the entry of one name. */
    @FunctionalInterface
    public interface EntryReader<T> {

        /** Returns what the entry says; empty, and reported, if it cannot be read. */
        Optional<T> read(String name, JsonNode node, KeyContext place);
    }

    /**
     * Returns a reader of the entries by name, in their order. Leaves out those that cannot be read, and reports names that are
     * not allowed.
     *
     * @param expected says what the object is, for the report if there is something else
     */
    public static <T> ValueReader<Map<String, T>> of(String expected, EntryReader<T> entries) {
        return (node, place) -> {
            if (!(node instanceof JsonNode.Members members)) {
                return ValueReaders.wrong(node, place, expected);
            }
            Map<String, T> all = new LinkedHashMap<>();
            for (JsonNode.Member member : members.values()) {
                KeyContext at = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
                if (!NAME.matcher(member.name()).matches()) {
                    place.report().error(at.key(), member.nameAt(), "not a name: expected " + NAME_WORDS);
                } else {
                    entries.read(member.name(), member.value(), at).ifPresent(value -> all.put(member.name(), value));
                }
            }
            return Optional.of(all);
        };
    }
}
