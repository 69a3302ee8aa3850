package dev.jenvoy.config;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.config.sender.SendersReader;
import dev.jenvoy.config.sender.TriggersReader;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.JsonText;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** From the file's bytes to a {@link Config}, or to every problem that is in the way. */
final class ConfigReader {
    private static final int MAX_INTEGER = Integer.MAX_VALUE;
    private static final Pattern KEY = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final ValueReader<Integer> PORT = ValueReaders.number(0, 65_535);

    private final Path folder;
    private final SecretReader secrets;
    private final ProblemCollector report = new ProblemCollector();

    private ConfigReader(Path folder, SecretReader secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    /** Reads {@code file}, whose paths are relative to its folder, and the files that it names through {@code files}. */
    static ReadConfig read(FileReader.Content file, Map<String, String> environment, FileReader files) {
        Path folder = file.path().resolveSibling("");
        SecretReader secrets = new SecretReader(folder, environment, files);
        return new ConfigReader(folder, secrets).read(file);
    }

    /** Reads what can be read of {@code file}, as {@link #read} does, and does not check how the values fit together. */
    static PartialConfig readPartly(FileReader.Content file, Map<String, String> environment, FileReader files) {
        Path folder = file.path().resolveSibling("");
        ConfigReader reader = new ConfigReader(folder, new SecretReader(folder, environment, files));
        Config config =
                reader.section(file, new HashMap<>()).map(reader::config).orElseGet(() -> Config.defaults(folder));
        return new PartialConfig(config, reader.report.problems());
    }

    private ReadConfig read(FileReader.Content file) {
        Map<String, Position> positions = new HashMap<>();
        Optional<Config> config = section(file, positions).map(section -> {
            Config values = config(section);
            section.finish();
            CrossChecks.check(values, section, report);
            return values;
        });
        List<FileReader.Content> all = new ArrayList<>();
        all.add(file);
        all.addAll(secrets.files());
        LoadResult result = config.isPresent() && !report.hasErrors()
                ? new LoadResult.Loaded(config.get(), report.problems())
                : new LoadResult.Broken(report.problems());
        return new ReadConfig(result, List.copyOf(all), Map.copyOf(positions));
    }

    /** The file's top level; empty, and reported, where the file cannot be read as an object. */
    private Optional<ObjectReader> section(FileReader.Content file, Map<String, Position> positions) {
        if (file.flaw().isPresent()) {
            String words = file.flaw().get().words("it");
            report.flaw("", Position.NOWHERE, file.failure().isPresent() ? "not used: " + words : words, file);
        } else if (file.failure().isPresent()) {
            report.error(
                    "", Position.NOWHERE, "no configuration: " + file.failure().get());
        }
        if (file.failure().isPresent()) {
            return Optional.empty();
        }
        return JsonText.read(file.bytes(), report).flatMap(node -> {
            if (!(node instanceof JsonNode.Members members)) {
                return ValueReaders.wrong(node, new KeyContext("", report), "an object: { \"http_port\": 5000, ... }");
            }
            members.values()
                    .forEach(member ->
                            positions.put(member.name(), member.value().at()));
            return Optional.of(new ObjectReader("", members.values(), report));
        });
    }

    private Config config(ObjectReader in) {
        Config or = Config.defaults(folder);
        ValueReader<List<Cidr>> ranges =
                ValueReaders.list(ValueReaders.RANGE, "a list of address ranges like [\"10.0.0.0/8\"]");
        ValueReader<List<String>> variables =
                ValueReaders.list(ConfigReader::variable, "a list of variables' names, or [\"*\"]");
        return new Config(
                in.take("http_host", or.httpHost(), ValueReaders.HOST),
                in.take("http_port", or.httpPort(), PORT),
                in.take("github_ips_only", or.githubIpsOnly(), ValueReaders.FLAG),
                in.take("allowed_ips", or.allowedIps(), ranges),
                in.take("trusted_proxies", or.trustedProxies(), ranges),
                in.take("enforce_secret", or.enforceSecret(), secrets::readAny),
                in.take("accept_sha1", or.acceptSha1(), ValueReaders.FLAG),
                in.take("senders", or.senders(), new SendersReader(secrets)::read),
                new TriggersReader(secrets).take(in),
                in.take("hooks_path", or.hooksPath(), ValueReaders.path(folder)),
                in.take("child_hooks", or.childHooks(), ValueReaders.choice(ChildHooks.values(), false)),
                in.take("hooks", or.hooks(), HookOptionsReader::read),
                in.take("env_pass", or.envPass(), variables),
                in.take("return_scripts_info", or.returnScriptsInfo(), ValueReaders.FLAG),
                in.take("failed_hook_status", or.failedHookStatus(), ValueReaders.number(200, 599)),
                in.take("response_timeout", or.responseTimeout(), Amounts.DURATION_ABOVE_ZERO),
                in.take("request_timeout", or.requestTimeout(), Amounts.DURATION_ABOVE_ZERO),
                in.take("shutdown_timeout", or.shutdownTimeout(), Amounts.DURATION_OR_ZERO),
                in.take("hook_timeout", or.hookTimeout(), Amounts.DURATION_ABOVE_ZERO),
                in.take("kill_grace", or.killGrace(), Amounts.DURATION_OR_ZERO),
                in.take("max_payload", or.maxPayload(), Amounts.BYTES),
                in.take("max_output", or.maxOutput(), Amounts.OUTPUT_BYTES),
                in.take("max_concurrent", or.maxConcurrent(), ValueReaders.number(1, 10_000)),
                in.take("max_backlog", or.maxBacklog(), ValueReaders.number(1, MAX_INTEGER)),
                in.take("on_crash", or.onCrash(), ValueReaders.choice(OnCrash.values(), false)),
                in.take("data_path", or.dataPath(), ValueReaders.path(folder)),
                in.take("retention", or.retention(), Amounts.DURATION_ABOVE_ZERO),
                in.take("backup_path", or.backupPath(), ValueReaders.optionalPath(folder)),
                in.take("admin_host", or.adminHost(), ValueReaders.HOST),
                in.take("admin_port", or.adminPort(), PORT),
                in.take("admin_token", or.adminToken(), secrets::readOne),
                in.take("endpoint_key", or.endpointKey(), this::key),
                in.take("debug_level", or.debugLevel(), ValueReaders.choice(Level.values(), true)),
                in.take("log_format", or.logFormat(), ValueReaders.choice(LogFormat.values(), false)),
                in.take("access_log", or.accessLog(), ValueReaders.FLAG),
                secrets.variables());
    }

    private Optional<Secrets> key(JsonNode node, KeyContext place) {
        Optional<Secrets> key = secrets.readOne(node, place);
        if (key.isPresent()
                && !key.get().texts().stream()
                        .allMatch(text -> KEY.matcher(text).matches())) {
            place.error(node, "expected a key of 64 hex digits; the command \"secret\" makes one");
            return Optional.empty();
        }
        return key;
    }

    /** The text is not shown: somebody may have written {@code TOKEN=...}. */
    private static Optional<String> variable(JsonNode node, KeyContext place) {
        if (node instanceof JsonNode.Text text
                && (text.value().equals(Config.ALL_VARIABLES)
                        || SecretReader.VARIABLE.matcher(text.value()).matches())) {
            return Optional.of(text.value());
        }
        return ValueReaders.wrong(node, place, "a variable's name, or \"*\" for all");
    }
}
