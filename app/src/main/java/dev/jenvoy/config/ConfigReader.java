package dev.jenvoy.config;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.JsonText;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From the file's bytes to a {@link Config}, or to every problem that is in the way. */
final class ConfigReader {
    private final Path folder;
    private final SecretReader secrets;
    private final List<GivenValue> given;
    private final ProblemCollector report = new ProblemCollector();

    private ConfigReader(Path folder, SecretReader secrets, List<GivenValue> given) {
        this.folder = folder;
        this.secrets = secrets;
        this.given = given;
    }

    /**
     * Reads {@code file}, whose paths are relative to its folder, and the files that it names through {@code files}.
     *
     * @param given values that take the place of the file's
     */
    static ReadConfig read(
            FileReader.Content file, Map<String, String> environment, FileReader files, List<GivenValue> given) {
        Path folder = file.path().resolveSibling("");
        SecretReader secrets = new SecretReader(folder, environment, files);
        return new ConfigReader(folder, secrets, given).read(file);
    }

    /** Reads what can be read of {@code file}, as {@link #read} does, and does not check how the values fit together. */
    static PartialConfig readPartly(FileReader.Content file, Map<String, String> environment, FileReader files) {
        Path folder = file.path().resolveSibling("");
        ConfigReader reader = new ConfigReader(folder, new SecretReader(folder, environment, files), List.of());
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
            List<JsonNode.Member> all = replaced(members.values());
            all.forEach(member -> positions.put(member.name(), member.value().at()));
            return Optional.of(new ObjectReader("", all, report));
        });
    }

    private List<JsonNode.Member> replaced(List<JsonNode.Member> members) {
        if (given.isEmpty()) {
            return members;
        }
        Set<String> keys = given.stream().map(GivenValue::key).collect(Collectors.toSet());
        List<JsonNode.Member> all = new ArrayList<>(members);
        all.removeIf(member -> keys.contains(member.name()));
        given.forEach(value -> all.add(value.member()));
        return all;
    }

    private Config config(ObjectReader in) {
        return Config.read(in, folder, secrets);
    }
}
