package dev.jenvoy.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code senders}: who may send besides GitHub, which has keys of its own.
 *
 * @param common what every sender's entry may say, by the sender's name, in the file's order
 * @param sns what that of Amazon SNS says besides
 */
public record Senders(Map<String, SenderConfig> common, SnsConfig sns) {

    /** Senders that come with the server. */
    static final String GITEA = "gitea";

    static final String GITLAB = "gitlab";
    static final String STANDARD = "standard";
    static final String TRIGGER = "trigger";
    static final String SNS = "sns";

    /** Copies the map, keeping its order. */
    public Senders {
        common = Collections.unmodifiableMap(new LinkedHashMap<>(common));
    }

    static Senders none() {
        return new Senders(Map.of(), SnsConfig.NONE);
    }

    /** What the file says of this sender; of one that it does not name, that it has no secret. */
    public SenderConfig of(String name) {
        return common.getOrDefault(name, SenderConfig.NONE);
    }

    Senders with(Map<String, SenderConfig> other) {
        return new Senders(other, sns);
    }
}
