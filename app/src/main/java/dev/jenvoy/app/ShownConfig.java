package dev.jenvoy.app;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.HookConfig;
import dev.jenvoy.config.LiveConfig;
import dev.jenvoy.config.sender.CustomSenderConfig;
import dev.jenvoy.config.sender.SendersConfig;
import dev.jenvoy.config.sender.TriggerConfig;
import dev.jenvoy.config.sender.TriggersConfig;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.secret.Secrets;
import dev.jenvoy.web.admin.http.ConfigReport;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Provides the configuration for display, in the keys and shapes of its file, so that it can be written there again.
 * Walks through the complete configuration, so that no key is forgotten. Hides secrets, keys with a secret's name, the
 * values of all variables, and values of unknown types.
 */
final class ShownConfig implements Supplier<ConfigReport> {

    private static final String SET = "(set)";
    /** Matches keys of secrets. Includes command lines, because people write tokens into them. */
    private static final Pattern SECRET =
            Pattern.compile("secret|token|password|credential|_key|^cmd$", Pattern.CASE_INSENSITIVE);

    private final LiveConfig config;

    ShownConfig(LiveConfig config) {
        this.config = config;
    }

    @Override
    public ConfigReport get() {
        List<Problem> problems = config.problems();
        return new ConfigReport(
                config.path().toString(),
                config.since(),
                members(config.get()),
                problems.stream().map(ShownConfig::flaw).toList(),
                problems.stream()
                        .filter(Problem::restart)
                        .map(Problem::key)
                        .distinct()
                        .toList());
    }

    private static ConfigReport.Flaw flaw(Problem problem) {
        return new ConfigReport.Flaw(
                problem.severity().name().toLowerCase(Locale.ROOT),
                problem.key(),
                problem.line(),
                problem.column(),
                problem.where().isEmpty() ? problem.message() : problem.message() + ": " + problem.where());
    }

    private static Map<String, Object> members(Record all) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (RecordComponent component : all.getClass().getRecordComponents()) {
            String name = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            Object value = value(all, component);
            if (value instanceof TriggersConfig triggers) {
                shown.putAll(triggers(triggers));
            } else if (value instanceof SendersConfig senders) {
                shown.put(name, senders(senders));
            } else if (all instanceof Config whole && name.equals("hooks")) {
                shown.put(name, hooks(whole.hooks()));
            } else if (!(all instanceof Config && name.equals("secret_variables"))) {
                // The list of secret variables follows from the other keys and is not a key itself.
                shown(name, value).ifPresent(known -> shown.put(name, known));
            }
        }
        return shown;
    }

    /** Writes git-triggler's keys, which use capitals and seconds. */
    private static Map<String, Object> triggers(TriggersConfig triggers) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("SIG_TIMESTAMP_EXPIRATION", triggers.expiration().toSeconds());
        shown.put("SIG_TIMESTAMP_FUTURE", triggers.future().toSeconds());
        Map<String, Object> all = new LinkedHashMap<>();
        for (TriggerConfig trigger : triggers.all()) {
            Map<String, Object> one = members(trigger);
            one.remove("repository");
            one.remove("branch");
            all.put(trigger.repository() + ":" + trigger.branch(), one);
        }
        shown.put("TRIGGERS", all);
        return shown;
    }

    /** Writes senders by name, each only with the keys of its kind. */
    private static Map<String, Object> senders(SendersConfig senders) {
        Map<String, Object> all = new LinkedHashMap<>();
        senders.common().forEach((name, common) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            if (!common.secret().isEmpty()) {
                one.put("secret", present("secret", common.secret()));
            }
            shown("allowed_ips", common.allowedIps()).ifPresent(ranges -> one.put("allowed_ips", ranges));
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
            @Nullable CustomSenderConfig described = senders.described().get(name);
            if (described != null) {
                one.putAll(described(described));
            }
            all.put(name, one);
        });
        return all;
    }

    private static Map<String, Object> described(CustomSenderConfig sender) {
        Map<String, Object> one = new LinkedHashMap<>();
        sender.eventHeader().ifPresent(header -> one.put("event_header", header));
        sender.event().ifPresent(event -> one.put("event", event));
        if (sender.proof() instanceof CustomSenderConfig.Signature signature) {
            one.put("signature_header", signature.header());
            one.put("algorithm", signature.algorithm().name().toLowerCase(Locale.ROOT));
            one.put("encoding", signature.encoding().name().toLowerCase(Locale.ROOT));
        } else {
            one.put("token_header", sender.proof().header());
        }
        if (!sender.proof().prefix().isEmpty()) {
            one.put("prefix", sender.proof().prefix());
        }
        sender.deliveryHeader().ifPresent(header -> one.put("delivery_header", header));
        if (!sender.payload().isEmpty()) {
            one.put("payload", sender.payload());
        }
        return one;
    }

    /** Writes hooks by name, each with the options that it sets. */
    private static Map<String, Object> hooks(List<HookConfig> hooks) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (HookConfig options : hooks) {
            Map<String, Object> one = members(options);
            one.remove("pattern");
            if (options.env().isEmpty()) {
                one.remove("env");
            }
            all.put(options.pattern().text(), one);
        }
        return all;
    }

    private static Object value(Record all, RecordComponent component) {
        try {
            return component.getAccessor().invoke(all);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record's accessor cannot be called", e);
        }
    }

    /** Returns the value for display; empty for an absent optional value. */
    private static Optional<Object> shown(String name, Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.flatMap(there -> shown(name, there));
        }
        return Optional.of(present(name, value));
    }

    private static Object present(String name, Object value) {
        if (value instanceof Secrets secrets) {
            int count = secrets.texts().size();
            return count == 0 ? "" : count == 1 ? SET : "(" + count + " set)";
        }
        if (value instanceof String text) {
            return SECRET.matcher(name).find() && !text.isEmpty() ? SET : text;
        }
        if (value instanceof Collection<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(one -> shown(name, one).ifPresent(all::add));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> all = new LinkedHashMap<>();
            // The values of variables often contain tokens.
            map.forEach((key, one) -> all.put(String.valueOf(key), one instanceof String ? SET : present(name, one)));
            return all;
        }
        if (value instanceof Duration time) {
            return words(time);
        }
        if (value instanceof Enum<?> choice) {
            // Uses the spelling of the file: levels in capitals.
            return name.equals("debug_level") ? choice.name() : choice.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Long size && name.startsWith("max_")) {
            return words(size);
        }
        if (value instanceof Path || value instanceof Cidr) {
            return value.toString();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value instanceof Record part ? members(part) : "(not shown)";
    }

    private static String words(Duration time) {
        long millis = time.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % 1_000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String words(long size) {
        if (size % (1 << 20) == 0) {
            return (size >> 20) + "MB";
        }
        return size % (1 << 10) == 0 ? (size >> 10) + "KB" : size + "B";
    }
}
