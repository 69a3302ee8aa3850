package dev.jenvoy.config.sender;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.UpdateReport;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.secret.Secrets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Declares {@code senders}. */
public final class SendersOptions {

    private static final ValueType<SendersConfig> TYPE = new ValueType<>(
            "object",
            context -> new SendersReader(context.secrets())::read,
            senders -> Optional.of(ShownSenders.of(senders)),
            SendersOptions::update,
            true);

    public static final OptionGroup<SendersConfig> GROUP = OptionGroup.of(
            Options.of("senders", TYPE, SendersConfig.none())
                    .live("The senders besides GitHub, and how each is verified."),
            senders -> senders);

    private SendersOptions() {}

    /** Lets no sender's last secret be removed while the server runs. */
    private static SendersConfig update(SendersConfig old, SendersConfig wanted, UpdateReport report) {
        Map<String, SenderConfig> all = new LinkedHashMap<>(wanted.common());
        old.common().forEach((name, sender) -> {
            SenderConfig next = wanted.of(name);
            Secrets secret = report.keepSecrets("senders." + name + ".secret", sender.secret(), next.secret());
            if (!secret.equals(next.secret())) {
                all.put(name, next.with(secret));
            }
        });
        return wanted.with(all).with(travis(old, wanted, all, report));
    }

    /** Keeps the API of Travis CI where its removal would accept deliveries without a proof: its key is as good as a secret. */
    private static TravisConfig travis(
            SendersConfig old, SendersConfig wanted, Map<String, SenderConfig> all, UpdateReport report) {
        SenderConfig sender = all.getOrDefault(SendersConfig.TRAVIS, SenderConfig.NONE);
        boolean opens = sender.insecure()
                && sender.secret().isEmpty()
                && wanted.travis().api().isEmpty();
        if (old.travis().api().isEmpty() || !opens) {
            return wanted.travis();
        }
        report.removalWaits("senders.travis.api", "senders");
        return wanted.travis().with(old.travis().api());
    }
}
