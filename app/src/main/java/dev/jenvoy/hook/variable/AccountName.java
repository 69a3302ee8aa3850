package dev.jenvoy.hook.variable;

import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ValueReaders;
import java.util.Optional;
import java.util.regex.Pattern;

/** The type of a key with the name of an account; {@code ""} means that it is not set. */
public final class AccountName {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}\\$?");

    public static final ValueType<Optional<String>> TYPE = new ValueType<>(
            "name of an account",
            context -> AccountName::read,
            name -> name.map(Object.class::cast),
            (old, wanted, report) -> wanted,
            false);

    private AccountName() {}

    private static Optional<Optional<String>> read(JsonNode node, KeyContext place) {
        if (node instanceof JsonNode.Text text && text.value().isEmpty()) {
            return Optional.of(Optional.empty());
        }
        return node instanceof JsonNode.Text text && NAME.matcher(text.value()).matches()
                ? Optional.of(Optional.of(text.value()))
                : ValueReaders.wrong(node, place, "the name of an account like \"deploy\"");
    }
}
