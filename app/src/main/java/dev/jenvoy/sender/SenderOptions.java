package dev.jenvoy.sender;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.Option;
import dev.jenvoy.option.OptionValues;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.secret.Secrets;
import java.util.List;
import java.util.Optional;

/**
 * Holds what the configuration says of one sender. The text form shows no secret.
 *
 * @param key the key of the sender's entry: {@code senders.gitlab}
 * @param values the keys that the entry sets, those that only this sender has too
 */
public record SenderOptions(String key, OptionValues values) {

    public static final Option<Secrets> SECRET = Options.secrets("secret").live("The sender's shared secret or token.");
    public static final Option<List<Cidr>> ALLOWED_IPS =
            Options.ranges("allowed_ips").live("The only ranges from which the sender is accepted.");
    public static final Option<Boolean> INSECURE =
            Options.flag("insecure", false).live("Accept its deliveries without any proof.");

    /** Returns the options of a sender that the file does not name. */
    public static SenderOptions none(String name) {
        return new SenderOptions("senders." + name, OptionValues.none());
    }

    /** Returns the accepted secrets. */
    public Secrets secret() {
        return values.find(SECRET).orElse(Secrets.none());
    }

    /** Returns the accepted secrets in plain text. */
    public List<String> secrets() {
        return secret().texts();
    }

    /** Returns the only ranges that requests may come from; empty allows every address. */
    public Optional<List<Cidr>> allowedIps() {
        return values.find(ALLOWED_IPS);
    }

    /** Returns whether deliveries without a proof are accepted; counts only without secrets. */
    public boolean insecure() {
        return values.find(INSECURE).orElse(false);
    }

    /** Returns the options at a registered endpoint: the same addresses, and the endpoint's secrets, always required. */
    public SenderOptions atEndpoint(List<String> secrets) {
        OptionValues own = OptionValues.none().with(SECRET, Secrets.of(secrets));
        return new SenderOptions(
                key, allowedIps().map(ranges -> own.with(ALLOWED_IPS, ranges)).orElse(own));
    }

    /** Returns these options with another value of a key. */
    public <T> SenderOptions with(Option<T> option, T value) {
        return new SenderOptions(key, values.with(option, value));
    }
}
