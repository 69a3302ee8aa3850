package dev.jenvoy.ticket.key;

import java.util.List;

/**
 * The keys of a delivery's texts.
 *
 * @param keys each key once, in the order of first appearance; at most {@link KeyFinder#MAX_KEYS}
 * @param more whether there are further keys, which were not counted
 * @param lookAlikes what looks like a key and is not one, in the order of the texts; at most {@link KeyFinder#MAX_LOOK_ALIKES}
 */
public record FoundKeys(List<FoundKey> keys, boolean more, List<LookAlike> lookAlikes) {
    public FoundKeys {
        keys = List.copyOf(keys);
        lookAlikes = List.copyOf(lookAlikes);
    }
}
