package dev.jenvoy.sender.type;

import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.UpdateReport;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.SenderOptions;
import java.util.List;
import java.util.Optional;

/** Declares the keys of a sender's entry under {@code senders}, and judges what they say together. */
public interface SenderEntry {

    /** Declares the entry of a sender that has no keys of its own and needs a secret. */
    SenderEntry COMMON = entry -> {
        entry.warnWithoutSecret();
        return entry.values();
    };

    /** Judges what the keys say together, reports problems, and returns the values that count. */
    OptionValues judge(EntryValues entry);

    /** Declares the keys in the order in which they are shown. */
    default List<Option<?>> keys() {
        return List.of(SenderOptions.SECRET, SenderOptions.ALLOWED_IPS, SenderOptions.INSECURE);
    }

    /** Shows, for a message, what the entry may look like. */
    default String example() {
        return "{\"secret\": \"env:NAME\"}";
    }

    /** Reads an entry; empty, and reported, where it is no object. */
    default Optional<SenderOptions> read(JsonNode node, KeyContext place, ReadContext context) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object like " + example());
        }
        ObjectReader section = new ObjectReader(place.key(), members.values(), place.report());
        OptionValues values = OptionValues.readIfSet(keys(), section, context);
        EntryValues entry = new EntryValues(node, place, section, values);
        entry.warnOfUselessKeys();
        OptionValues judged = judge(entry);
        section.finish();
        return Optional.of(new SenderOptions(place.key(), judged));
    }

    /** Returns what takes effect while the server runs: the last secret cannot be removed. */
    default SenderOptions update(SenderOptions old, SenderOptions wanted, UpdateReport report) {
        Secrets secret = report.keepSecrets(old.key() + ".secret", old.secret(), wanted.secret());
        return secret.equals(wanted.secret()) ? wanted : wanted.with(SenderOptions.SECRET, secret);
    }
}
