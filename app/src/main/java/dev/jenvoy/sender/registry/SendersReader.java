package dev.jenvoy.sender.registry;

import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Spelling;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.custom.CustomSenderEntry;
import dev.jenvoy.sender.custom.CustomSenderSpec;
import dev.jenvoy.sender.type.SenderEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code senders}. A name that no sender of the server has describes a sender. */
final class SendersReader {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,39}");

    private final ReadContext context;

    SendersReader(ReadContext context) {
        this.context = context;
    }

    Optional<SendersOptions> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: what each sender is let in with, by its name");
        }
        Map<String, SenderOptions> entries = new LinkedHashMap<>();
        Map<String, String> signs = new HashMap<>();
        for (JsonNode.Member member : members.values()) {
            String name = member.name();
            KeyContext at = new KeyContext(ObjectReader.join(place.key(), name), place.report());
            entry(name).read(member.value(), at, context).ifPresent(options -> entries.put(name, options));
            if (!SenderTypes.names().contains(name)) {
                checkName(name, member.value(), at);
                Optional.ofNullable(entries.get(name))
                        .flatMap(options -> CustomSenderSpec.of(name, options.values()))
                        .ifPresent(spec -> checkSign(spec, signs, member.value(), at));
            }
        }
        return Optional.of(new SendersOptions(entries));
    }

    /** Returns the declaration of the entry with this name. */
    static SenderEntry entry(String name) {
        return SenderTypes.named(name)
                .<SenderEntry>map(type -> type.entry())
                .orElseGet(() -> new CustomSenderEntry(SenderTypes.headers(), meant(name)));
    }

    /** Returns what may have been meant by a name that describes nothing. */
    private static String meant(String name) {
        return Spelling.nearest(name, SenderTypes.names())
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElse("");
    }

    private static void checkName(String name, JsonNode entry, KeyContext place) {
        if (!NAME.matcher(name).matches()) {
            place.error(entry, "expected a name of a-z, 0-9, _ and -, that begins with a letter");
        }
    }

    private static void checkSign(CustomSenderSpec spec, Map<String, String> signs, JsonNode entry, KeyContext place) {
        String other = signs.putIfAbsent(spec.sign().toLowerCase(Locale.ROOT), spec.name());
        if (other != null) {
            place.error(entry, "is known by the same header as \"" + other + "\", which gets its requests first");
        }
    }
}
