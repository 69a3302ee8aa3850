package dev.jenvoy.hook.variable;

import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import java.util.List;
import java.util.Optional;

/** The type of a key with the words of a program that runs commands as another account. */
public final class HelperWords {

    /** Stands for the name of the account. */
    public static final String USER = "{user}";

    private static final String EXPECTED =
            "a program and its arguments, with {user} among them, like [\"sudo\", \"-n\", \"-u\", \"{user}\", \"--\"]";

    private static final ValueReader<List<String>> WORDS = ValueReaders.list(HelperWords::word, EXPECTED);

    public static final ValueType<List<String>> TYPE = ValueType.of("list of words", HelperWords::read, words -> words);

    private HelperWords() {}

    private static Optional<List<String>> read(JsonNode node, KeyContext place) {
        Optional<List<String>> words = WORDS.read(node, place);
        boolean fits = words.map(all -> all.isEmpty()
                        || (!all.get(0).contains("{") && all.stream().anyMatch(word -> word.contains(USER))))
                .orElse(true);
        return fits ? words : ValueReaders.wrong(node, place, EXPECTED);
    }

    private static Optional<String> word(JsonNode node, KeyContext place) {
        return node instanceof JsonNode.Text text
                        && !text.value().isEmpty()
                        && text.value().indexOf(0) < 0
                ? Optional.of(text.value())
                : ValueReaders.wrong(node, place, "a word");
    }
}
