package dev.jenvoy.sender.type;

import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.sender.SenderOptions;
import java.util.List;
import java.util.Optional;

/**
 * Holds an entry of {@code senders} while it is judged.
 *
 * @param node the whole entry
 * @param place its key, and where to report
 * @param section its keys
 * @param values the values of its keys that could be read
 */
public record EntryValues(JsonNode node, KeyContext place, ObjectReader section, OptionValues values) {

    /** Returns the entry as options. */
    public SenderOptions options() {
        return new SenderOptions(place.key(), values);
    }

    /** Returns a key's value; empty where the entry does not name the key or it could not be read. */
    public <T> Optional<T> find(Option<T> option) {
        return values.find(option);
    }

    /** Returns whether the entry names a key. */
    public boolean names(Option<?> option) {
        return !section.at(option.key()).equals(Position.NOWHERE);
    }

    /** Reports an error of a key, at its value, or of the entry where the key is not there. */
    public void error(Option<?> option, String message) {
        place.report().error(key(option), at(option), message);
    }

    /** Reports an error of the whole entry. */
    public void error(String message) {
        place.error(node, message);
    }

    /** Warns of a key, at its value, or of the entry where the key is not there. */
    public void warn(Option<?> option, String message) {
        place.report().warning(key(option), at(option), message);
    }

    /** Warns of the whole entry. */
    public void warn(String message) {
        place.warning(node, message);
    }

    /** Warns of an entry with which deliveries are accepted at registered endpoints only, which have their own secrets. */
    public void warnWithoutSecret() {
        boolean unset = !names(SenderOptions.SECRET)
                || (options().secret().isEmpty() && place.report().isSound(key(SenderOptions.SECRET)));
        if (unset && !options().insecure()) {
            warn("without a secret its deliveries are refused, those to registered endpoints excepted");
        }
    }

    /** Warns of keys that every sender may have, where their values open or close it. */
    void warnOfUselessKeys() {
        if (find(SenderOptions.ALLOWED_IPS).filter(List::isEmpty).isPresent()) {
            warn(
                    SenderOptions.ALLOWED_IPS,
                    "an empty list admits no request; leave the key out to accept the sender from any address");
        }
        if (options().insecure()) {
            warn(
                    SenderOptions.INSECURE,
                    options().secret().isEmpty()
                            ? "deliveries of this sender are taken without any proof: anybody can send them"
                            : "has no effect beside a secret");
        }
    }

    private String key(Option<?> option) {
        return ObjectReader.join(place.key(), option.key());
    }

    private Position at(Option<?> option) {
        return names(option) ? section.at(option.key()) : node.at();
    }
}
