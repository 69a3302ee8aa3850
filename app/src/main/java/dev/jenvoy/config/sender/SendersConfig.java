package dev.jenvoy.config.sender;

import dev.jenvoy.sender.custom.CustomSenderSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code senders}: who may send besides GitHub, which has keys of its own.
 *
 * @param common what every sender's entry may say, by the sender's name, in the file's order
 * @param travis what the entry of Travis CI says besides
 * @param sns what that of Amazon SNS says besides
 * @param described the senders that do not come with the server, by name, in the file's order
 */
public record SendersConfig(
        Map<String, SenderConfig> common, TravisConfig travis, SnsConfig sns, Map<String, CustomSenderSpec> described) {

    public static final String TRAVIS = "travis";
    public static final String SNS = "sns";
    static final String TRIGGER = "trigger";
    static final String GITHUB = "github";

    /** Copies the maps, keeping their order. */
    public SendersConfig {
        common = Collections.unmodifiableMap(new LinkedHashMap<>(common));
        described = Collections.unmodifiableMap(new LinkedHashMap<>(described));
    }

    public static SendersConfig none() {
        return new SendersConfig(Map.of(), TravisConfig.NONE, SnsConfig.NONE, Map.of());
    }

    /** What the file says of this sender; of one that it does not name, that it has no secret. */
    public SenderConfig of(String name) {
        return common.getOrDefault(name, SenderConfig.NONE);
    }

    public SendersConfig with(Map<String, SenderConfig> other) {
        return new SendersConfig(other, travis, sns, described);
    }

    public SendersConfig with(TravisConfig other) {
        return new SendersConfig(common, other, sns, described);
    }
}
