package dev.jenvoy.hook;

import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import java.util.Locale;
import java.util.Optional;

/** After which result of the other actions of its delivery a hook runs that runs after them. */
public enum RunCondition {
    /** All of them succeeded, or were skipped. */
    SUCCESS,
    /** At least one of them failed. */
    FAILURE,
    /** Whatever their result is. */
    ALWAYS;

    private static final ValueReader<RunCondition> WORD = ValueReaders.choice(values(), false);

    /** The type of a key that is not set by default; {@code ""} means that it is not set. */
    static final ValueType<Optional<RunCondition>> TYPE = new ValueType<>(
            "`\"success\"` or `\"failure\"` or `\"always\"`",
            context -> (node, place) ->
                    node instanceof JsonNode.Text text && text.value().isEmpty()
                            ? Optional.of(Optional.empty())
                            : WORD.read(node, place).stream().map(Optional::of).findFirst(),
            condition -> condition.map(RunCondition::word),
            (old, wanted, report) -> wanted,
            false);

    /** Returns its word in the configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
