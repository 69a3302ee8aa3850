package dev.jenvoy.endpoint;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Options of registered endpoints.
 *
 * @param key the 64 hex digits that encrypt the endpoints' secrets; empty where a file in the data folder holds them
 */
public record EndpointOptions(Secrets key) {
    private static final Pattern KEY = Pattern.compile("[0-9A-Fa-f]{64}");

    public static final OptionGroup<EndpointOptions> GROUP = OptionGroup.of(
            Options.secret("endpoint_key", EndpointOptions::reader)
                    .restart("Key that encrypts the secrets of [registered endpoints](endpoints.md)"),
            EndpointOptions::new);

    private static ValueReader<Secrets> reader(SecretReader secrets) {
        return (node, place) -> secrets.readOne(node, place).filter(key -> isKey(key, node, place));
    }

    private static boolean isKey(Secrets secrets, JsonNode node, KeyContext place) {
        boolean isKey =
                secrets.texts().stream().allMatch(text -> KEY.matcher(text).matches());
        if (!isKey) {
            place.error(node, "expected a key of 64 hex digits; the command \"secret\" makes one");
        }
        return isKey;
    }

    /** Returns the key; empty where a file in the data folder holds it. */
    public Optional<String> text() {
        return key.texts().stream().findFirst();
    }
}
