package dev.jenvoy.hook.variable;

import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads and shows variables that are set for a hook, literally. Values are never shown: people keep tokens in them. */
public final class HookVariables {

    public static final ValueType<Map<String, String>> TYPE =
            ValueType.of("object", HookVariables::read, HookVariables::shown);

    private HookVariables() {}

    /** Returns both, where the narrower value of a variable replaces the wider one. */
    public static Map<String, String> and(Map<String, String> wide, Map<String, String> narrow) {
        Map<String, String> both = new LinkedHashMap<>(wide);
        both.putAll(narrow);
        return Collections.unmodifiableMap(both);
    }

    /** Returns why a hook can have no variable of this name; empty if it can. */
    static Optional<String> nameProblem(String name) {
        if (!SecretReader.VARIABLE.matcher(name).matches()) {
            return Optional.of("not a variable's name: letters, digits and \"_\"");
        }
        return name.startsWith(PassedVariables.OWN)
                ? Optional.of("variables JENVOY_... are the server's own to set")
                : Optional.empty();
    }

    private static Object shown(Map<String, String> variables) {
        Map<String, String> names = new LinkedHashMap<>();
        variables.keySet().forEach(name -> names.put(name, Secrets.SET));
        return names;
    }

    private static Optional<Map<String, String>> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object of variables like {\"STAGE\": \"test\"}");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (JsonNode.Member member : members.values()) {
            KeyContext entry = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            String name = member.name();
            nameProblem(name).ifPresent(problem -> entry.report().error(entry.key(), member.nameAt(), problem));
            if (member.value() instanceof JsonNode.Text text && text.value().indexOf(0) >= 0) {
                entry.error(text, "no variable can hold a NUL character");
            } else {
                ValueReaders.TEXT.read(member.value(), entry).ifPresent(value -> variables.put(name, value));
            }
        }
        return Optional.of(Collections.unmodifiableMap(variables));
    }
}
