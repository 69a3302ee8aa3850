package dev.jenvoy.sender.trigger;

import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.sender.SenderOptions;
import dev.jenvoy.sender.type.EntryValues;
import dev.jenvoy.sender.type.SenderEntry;
import java.util.List;

/** Declares {@code senders.trigger}. Its secrets are the tokens in {@code TRIGGERS}. */
final class TriggerEntry implements SenderEntry {

    @Override
    public List<Option<?>> keys() {
        return List.of(SenderOptions.ALLOWED_IPS);
    }

    @Override
    public String example() {
        return "{\"allowed_ips\": [\"192.0.2.0/24\"]}";
    }

    @Override
    public OptionValues judge(EntryValues entry) {
        return entry.values();
    }
}
