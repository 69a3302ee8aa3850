package dev.jenvoy.hook.variable;

import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names the variables of the server's environment that hooks receive.
 *
 * @param names as the file has them; {@code "*"} passes every variable
 */
public record PassedVariables(List<String> names) {
    private static final String ALL = "*";

    /** Begins the names of variables that the server sets itself. */
    static final String OWN = "JENVOY_";

    /** Lists what the launcher sets for the server's own memory. */
    private static final Set<String> LAUNCHERS = Set.of("MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_");

    public static final PassedVariables NONE = new PassedVariables(List.of());

    private static final ValueReader<List<String>> NAMES =
            ValueReaders.list(PassedVariables::name, "a list of variables' names, or [\"*\"]");

    public static final ValueType<PassedVariables> TYPE = ValueType.of(
            "list of names",
            (node, place) -> NAMES.read(node, place).map(PassedVariables::new),
            PassedVariables::names);

    public PassedVariables {
        names = List.copyOf(names);
    }

    /**
     * Returns whether a variable is passed on. A variable that begins with {@code JENVOY_} is never passed on, nor one that a
     * secret is read from, not even by {@code "*"}. What the launcher sets is passed on only by its name.
     *
     * @param secrets the variables that secrets are read from
     */
    public boolean pass(String variable, Set<String> secrets) {
        boolean all = names.contains(ALL) && !LAUNCHERS.contains(variable);
        return (all || names.contains(variable)) && !isOwn(variable) && !secrets.contains(variable);
    }

    /** Returns the names that are listed and never passed on. */
    public List<String> withheld(Set<String> secrets) {
        return names.stream()
                .filter(name -> !name.equals(ALL) && !pass(name, secrets))
                .toList();
    }

    /** Returns whether the server sets this variable itself. */
    public static boolean isOwn(String variable) {
        return variable.startsWith(OWN);
    }

    /** Reads a name, and never shows it: it may be {@code TOKEN=...}. */
    private static Optional<String> name(JsonNode node, KeyContext place) {
        if (node instanceof JsonNode.Text text
                && (text.value().equals(ALL)
                        || SecretReader.VARIABLE.matcher(text.value()).matches())) {
            return Optional.of(text.value());
        }
        return ValueReaders.wrong(node, place, "a variable's name, or \"*\" for all");
    }
}
