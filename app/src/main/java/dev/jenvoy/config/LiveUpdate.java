package dev.jenvoy.config;

import dev.jenvoy.config.sender.SenderConfig;
import dev.jenvoy.config.sender.SendersConfig;
import dev.jenvoy.config.sender.TravisConfig;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.option.secret.Secrets;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What of a new configuration may take effect while the server runs.
 *
 * @param config the new one with what takes a restart as it was
 * @param problems the new one's warnings, and one for each key that takes a restart
 */
record LiveUpdate(Config config, List<Problem> problems) {

    static LiveUpdate of(Config old, LoadResult.Loaded loaded, ReadConfig reading) {
        Config wanted = loaded.config();
        List<Problem> problems = new ArrayList<>(loaded.warnings());
        pinned("http_host", old.httpHost(), wanted.httpHost(), reading, problems);
        pinned("http_port", old.httpPort(), wanted.httpPort(), reading, problems);
        pinned("data_path", old.dataPath(), wanted.dataPath(), reading, problems);
        pinned("admin_host", old.adminHost(), wanted.adminHost(), reading, problems);
        pinned("admin_port", old.adminPort(), wanted.adminPort(), reading, problems);
        pinned("endpoint_key", old.endpointKey(), wanted.endpointKey(), reading, problems);
        Secrets secret = kept("enforce_secret", old.enforceSecret(), wanted.enforceSecret(), reading, problems);
        Secrets token = kept("admin_token", old.adminToken(), wanted.adminToken(), reading, problems);
        SendersConfig senders = kept(old.senders(), wanted.senders(), reading, problems);
        return new LiveUpdate(merged(old, wanted, secret, token, senders), ProblemCollector.inFileOrder(problems));
    }

    /** The names of the keys whose values differ, as the file writes them. */
    static List<String> changedKeys(Config old, Config next) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : Config.class.getRecordComponents()) {
            if (component.getName().equals("secretVariables")) {
                continue;
            }
            try {
                Object before = component.getAccessor().invoke(old);
                if (!Objects.equals(before, component.getAccessor().invoke(next))) {
                    keys.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("a record's accessor cannot be called", e);
            }
        }
        return keys;
    }

    private static void pinned(String key, Object old, Object wanted, ReadConfig reading, List<Problem> problems) {
        if (!old.equals(wanted)) {
            problems.add(Problem.restart(
                    key,
                    reading.at(key),
                    "a change of this key takes a restart; until then the old value is in force"));
        }
    }

    private static Secrets kept(String key, Secrets old, Secrets wanted, ReadConfig reading, List<Problem> problems) {
        if (old.isEmpty() || !wanted.isEmpty()) {
            return wanted;
        }
        problems.removeIf(problem -> problem.key().equals(key));
        problems.add(Problem.restart(
                key, reading.at(key), "its removal takes a restart; until then the old one stays in force"));
        return old;
    }

    private static SendersConfig kept(
            SendersConfig old, SendersConfig wanted, ReadConfig reading, List<Problem> problems) {
        Map<String, SenderConfig> all = new LinkedHashMap<>(wanted.common());
        old.common().forEach((name, sender) -> {
            SenderConfig next = wanted.of(name);
            String key = "senders." + name + ".secret";
            Secrets secret = kept(key, sender.secret(), next.secret(), reading, problems);
            if (!secret.equals(next.secret())) {
                all.put(name, next.with(secret));
            }
        });
        return wanted.with(all).with(kept(old, wanted, all, reading, problems));
    }

    /** The key of a Travis API is as good as a secret: its removal may not open the door either. */
    private static TravisConfig kept(
            SendersConfig old,
            SendersConfig wanted,
            Map<String, SenderConfig> all,
            ReadConfig reading,
            List<Problem> problems) {
        SenderConfig sender = all.getOrDefault(SendersConfig.TRAVIS, SenderConfig.NONE);
        boolean opens = sender.insecure()
                && sender.secret().isEmpty()
                && wanted.travis().api().isEmpty();
        if (old.travis().api().isEmpty() || !opens) {
            return wanted.travis();
        }
        problems.add(Problem.warning(
                "senders.travis.api",
                reading.at("senders"),
                "its removal takes a restart; until then the old one stays in force"));
        return wanted.travis().with(old.travis().api());
    }

    private static Config merged(Config old, Config wanted, Secrets secret, Secrets token, SendersConfig senders) {
        // A secret that stays in force may have come from a variable that the new file does not name any more.
        Set<String> variables = new HashSet<>(wanted.secretVariables());
        if (!secret.equals(wanted.enforceSecret())
                || !token.equals(wanted.adminToken())
                || !old.endpointKey().equals(wanted.endpointKey())
                || !senders.equals(wanted.senders())) {
            variables.addAll(old.secretVariables());
        }
        return new Config(
                old.httpHost(),
                old.httpPort(),
                wanted.githubIpsOnly(),
                wanted.allowedIps(),
                wanted.trustedProxies(),
                secret,
                wanted.acceptSha1(),
                senders,
                wanted.triggers(),
                wanted.hooksPath(),
                wanted.childHooks(),
                wanted.hooks(),
                wanted.envPass(),
                wanted.returnScriptsInfo(),
                wanted.failedHookStatus(),
                wanted.responseTimeout(),
                wanted.requestTimeout(),
                wanted.shutdownTimeout(),
                wanted.hookTimeout(),
                wanted.killGrace(),
                wanted.maxPayload(),
                wanted.maxOutput(),
                wanted.maxConcurrent(),
                wanted.maxBacklog(),
                wanted.onCrash(),
                old.dataPath(),
                wanted.retention(),
                wanted.backupPath(),
                old.adminHost(),
                old.adminPort(),
                token,
                old.endpointKey(),
                wanted.debugLevel(),
                wanted.logFormat(),
                wanted.accessLog(),
                Set.copyOf(variables));
    }
}
