package dev.jenvoy.config.sender;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.sender.custom.CredentialForm;
import dev.jenvoy.sender.custom.CustomSenderSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows senders and triggers in the keys and shapes of the file, without their secrets. */
final class ShownSenders {

    private ShownSenders() {}

    /** Returns the triggers by repository and branch. A command is not shown: people write tokens into it. */
    static Map<String, Object> triggers(List<TriggerConfig> triggers) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (TriggerConfig trigger : triggers) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("token", trigger.token().shown());
            trigger.cmd().ifPresent(cmd -> one.put("cmd", Secrets.SET));
            one.put("iterations", trigger.iterations());
            all.put(trigger.repository() + ":" + trigger.branch(), one);
        }
        return all;
    }

    /** Returns the senders by name, each with what its entry says and nothing that another kind of sender has. */
    static Map<String, Object> of(SendersConfig senders) {
        Map<String, Object> all = new LinkedHashMap<>();
        senders.common().forEach((name, common) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            if (!common.secret().isEmpty()) {
                one.put("secret", common.secret().shown());
            }
            common.allowedIps()
                    .ifPresent(ranges -> one.put(
                            "allowed_ips", ranges.stream().map(Cidr::toString).toList()));
            if (common.insecure()) {
                one.put("insecure", true);
            }
            if (name.equals(SendersConfig.TRAVIS)) {
                senders.travis().api().ifPresent(api -> one.put("api", api.toString()));
                if (!senders.travis().repositories().isEmpty()) {
                    one.put("repositories", senders.travis().repositories());
                }
            } else if (name.equals(SendersConfig.SNS)) {
                one.put("topics", senders.sns().topics());
            }
            @Nullable CustomSenderSpec described = senders.described().get(name);
            if (described != null) {
                one.putAll(described(described));
            }
            all.put(name, one);
        });
        return all;
    }

    private static Map<String, Object> described(CustomSenderSpec sender) {
        Map<String, Object> one = new LinkedHashMap<>();
        put(one, "event_header", sender.eventHeader());
        put(one, "event", sender.event() == null ? null : sender.event().name());
        if (sender.proof() instanceof CredentialForm.Code signature) {
            one.put("signature_header", signature.header());
            one.put("algorithm", signature.code().hmac().name().toLowerCase(Locale.ROOT));
            one.put("encoding", signature.code().encoding().name().toLowerCase(Locale.ROOT));
        } else {
            one.put("token_header", sender.proof().header());
        }
        if (!sender.proof().prefix().isEmpty()) {
            one.put("prefix", sender.proof().prefix());
        }
        put(one, "delivery_header", sender.deliveryHeader());
        if (!sender.paths().isEmpty()) {
            one.put("payload", sender.paths());
        }
        return one;
    }

    private static void put(Map<String, Object> shown, String key, @Nullable String value) {
        if (value != null) {
            shown.put(key, value);
        }
    }
}
