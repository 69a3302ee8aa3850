package dev.jenvoy.config;

import dev.jenvoy.option.json.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder with a configuration in it, for tests. */
public record ConfigFolder(Path path, Map<String, String> environment) {
    public static final String SECRET = "correct horse battery staple";

    public Path config() {
        return path.resolve("config.json");
    }

    public ConfigFile file() {
        return ConfigFile.locate(config(), environment, path);
    }

    public Path write(String name, String text) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.resolveSibling(""));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LoadResult load(String json) {
        write("config.json", json);
        return file().load();
    }

    /** The configuration, which must be usable. */
    public Config config(String json) {
        LoadResult result = load(json);
        if (result instanceof LoadResult.Loaded loaded) {
            return loaded.config();
        }
        throw new AssertionError("broken: " + described(result));
    }

    /** The problems, but for the one that no secret is enforced. */
    public List<String> problems(String json) {
        return described(load(json));
    }

    public static List<String> described(LoadResult result) {
        return result.problems().stream()
                .map(Problem::describe)
                .filter(text -> !text.contains("no secret is enforced"))
                .toList();
    }
}
