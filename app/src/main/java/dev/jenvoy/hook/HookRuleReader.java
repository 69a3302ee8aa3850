package dev.jenvoy.hook;

import dev.jenvoy.delivery.NamePattern;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code hooks}: options by file name or pattern. */
final class HookRuleReader {

    static final ValueType<List<HookRule>> TYPE = new ValueType<>(
            "object",
            context -> new HookRuleReader(context)::read,
            rules -> Optional.of(HookRule.shown(rules)),
            (old, wanted, report) -> wanted,
            false);

    private final ReadContext context;

    HookRuleReader(ReadContext context) {
        this.context = context;
    }

    Optional<List<HookRule>> read(JsonNode node, KeyContext place) {
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

    private Optional<HookRule> entry(JsonNode.Member member, KeyContext place) {
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
        // A wrong name ends nothing: what else is wrong here is reported too.
        OptionValues options = OptionValues.readIfSet(HookOptions.GROUP.options(), section, context);
        section.finish();
        return pattern.map(valid -> new HookRule(valid, options));
    }
}
