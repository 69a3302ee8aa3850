package dev.jenvoy.sender.registry;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.UpdateReport;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.custom.CustomSenderSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds {@code senders}: which senders besides GitHub are accepted, and how each is verified.
 *
 * @param entries the entries by name, in the file's order
 */
public record SendersOptions(Map<String, SenderOptions> entries) {

    private static final ValueType<SendersOptions> TYPE = new ValueType<>(
            "object",
            context -> new SendersReader(context)::read,
            senders -> Optional.of(senders.shown()),
            SendersOptions::update,
            true);

    public static final OptionGroup<SendersOptions> GROUP = OptionGroup.of(
            Options.of("senders", TYPE, new SendersOptions(Map.of()))
                    .live("The senders besides GitHub, and how each is verified."),
            senders -> senders);

    /** Copies the entries, keeping their order. */
    public SendersOptions {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** Returns what the file says of this sender. */
    public SenderOptions of(String name) {
        return entries.getOrDefault(name, SenderOptions.none(name));
    }

    /** Returns the senders that do not come with the server, in the file's order. */
    public List<CustomSenderSpec> described() {
        return entries.entrySet().stream()
                .filter(entry -> !SenderTypes.names().contains(entry.getKey()))
                .flatMap(entry ->
                        CustomSenderSpec.of(entry.getKey(), entry.getValue().values()).stream())
                .toList();
    }

    private Map<String, Object> shown() {
        Map<String, Object> all = new LinkedHashMap<>();
        entries.forEach((name, options) -> all.put(name, options.values().shown()));
        return all;
    }

    private static SendersOptions update(SendersOptions old, SendersOptions wanted, UpdateReport report) {
        Map<String, SenderOptions> all = new LinkedHashMap<>(wanted.entries);
        old.entries.forEach((name, options) -> {
            SenderOptions next = SendersReader.entry(name).update(options, wanted.of(name), report);
            if (!next.equals(wanted.of(name))) {
                all.put(name, next);
            }
        });
        return new SendersOptions(all);
    }
}
