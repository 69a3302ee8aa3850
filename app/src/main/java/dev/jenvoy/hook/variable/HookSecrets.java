package dev.jenvoy.hook.variable;

import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.Secrets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and shows variables of a hook whose values are secrets. The file has only references, which are followed live. The
 * text form of a value hides it.
 */
public final class HookSecrets {

    public static final ValueType<Map<String, Secrets>> TYPE = new ValueType<>(
            "object of references",
            context -> (node, place) -> read(node, place, context),
            secrets -> Optional.of(shown(secrets)),
            (old, wanted, report) -> wanted,
            true);

    private HookSecrets() {}

    /** Returns both, where the narrower value of a variable replaces the wider one. */
    public static Map<String, Secrets> and(Map<String, Secrets> wide, Map<String, Secrets> narrow) {
        Map<String, Secrets> both = new LinkedHashMap<>(wide);
        both.putAll(narrow);
        return Collections.unmodifiableMap(both);
    }

    private static Object shown(Map<String, Secrets> secrets) {
        Map<String, String> names = new LinkedHashMap<>();
        secrets.keySet().forEach(name -> names.put(name, Secrets.SET));
        return names;
    }

    private static Optional<Map<String, Secrets>> read(JsonNode node, KeyContext place, ReadContext context) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object of references like {\"TOKEN\": \"file:secrets/token\"}");
        }
        Map<String, Secrets> secrets = new LinkedHashMap<>();
        for (JsonNode.Member member : members.values()) {
            KeyContext entry = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            HookVariables.nameProblem(member.name())
                    .ifPresent(problem -> entry.report().error(entry.key(), member.nameAt(), problem));
            Optional<String> secret = context.secrets().readReference(member.value(), entry);
            if (secret.isPresent() && secret.get().indexOf(0) >= 0) {
                entry.error(member.value(), "no variable can hold a NUL character");
            } else {
                secret.ifPresent(text -> secrets.put(member.name(), Secrets.of(List.of(text))));
            }
        }
        return Optional.of(Collections.unmodifiableMap(secrets));
    }
}
