package dev.jenvoy.hook;

import dev.jenvoy.delivery.NamePattern;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code hooks}: options by file name or pattern. */
final class HookRuleReader {
    /** Says what becomes of a hook that was running when the server died: it runs again, or is recorded as interrupted. */
    static final String RERUN = "rerun";

    static final String FAIL = "fail";

    private static final ValueReader<Boolean> RERUNS = ValueReaders.either(RERUN, FAIL);

    private HookRuleReader() {}

    static Optional<List<HookRule>> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: options by a hook's file name or pattern");
        }
        List<HookRule> options = new ArrayList<>();
        for (JsonNode.Member member : members.values()) {
            KeyContext entry = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            entry(member, entry).ifPresent(options::add);
        }
        return Optional.of(options);
    }

    private static Optional<HookRule> entry(JsonNode.Member member, KeyContext place) {
        Optional<NamePattern> pattern = NamePattern.parse(member.name());
        if (pattern.isEmpty()) {
            place.report()
                    .error(
                            place.key(),
                            member.nameAt(),
                            "not the name of a hook: expected a file name or a pattern like \"push-site\" or \"push*\"");
        } else if (pattern.get().looksLikeAnotherGlob()) {
            place.report()
                    .warning(
                            place.key(),
                            member.nameAt(),
                            "only * and ? stand for other characters; brackets, braces and backslashes for themselves");
        }
        if (!(member.value() instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(member.value(), place, "an object of options like {\"timeout\": \"2m\"}");
        }
        ObjectReader section = new ObjectReader(place.key(), members.values(), place.report());
        HookRule options = new HookRule(
                // A wrong name ends nothing: what else is wrong here is reported too.
                pattern.orElse(NamePattern.ANY),
                section.take("timeout", Amounts.DURATION_ABOVE_ZERO),
                section.take("kill_grace", Amounts.DURATION_OR_ZERO),
                section.take("max_output", Amounts.OUTPUT_BYTES),
                section.take("retries", ValueReaders.number(0, 100)),
                section.take("concurrency", ValueReaders.choice(Policy.Concurrency.values(), false)),
                section.take("on_crash", RERUNS),
                section.take("env", Map.of(), HookRuleReader::variables));
        section.finish();
        return pattern.map(valid -> options);
    }

    /** Values are never shown: people keep tokens in them. */
    private static Optional<Map<String, String>> variables(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object of variables like {\"STAGE\": \"test\"}");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (JsonNode.Member member : members.values()) {
            KeyContext entry = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            String name = member.name();
            if (!SecretReader.VARIABLE.matcher(name).matches()) {
                entry.report().error(entry.key(), member.nameAt(), "not a variable's name: letters, digits and \"_\"");
            } else if (name.startsWith(PassedVariables.OWN)) {
                entry.report().error(entry.key(), member.nameAt(), "variables JENVOY_... are the server's own to set");
            }
            if (member.value() instanceof JsonNode.Text text && text.value().indexOf(0) >= 0) {
                entry.error(text, "no variable can hold a NUL character");
            } else {
                ValueReaders.TEXT.read(member.value(), entry).ifPresent(value -> variables.put(name, value));
            }
        }
        return Optional.of(variables);
    }
}
