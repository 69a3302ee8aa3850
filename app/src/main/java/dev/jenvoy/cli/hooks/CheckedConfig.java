package dev.jenvoy.cli.hooks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.app.Settings;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.ChatSection;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.config.PartialConfig;
import dev.jenvoy.config.TicketsSection;
import dev.jenvoy.config.TlsSection;
import dev.jenvoy.option.json.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a command. If no file was named and the default file does not exist, it has the defaults.
 *
 * @param file the file
 * @param isMissing whether the file does not exist, so that the defaults are used
 * @param config the configuration; {@code null} if its keys about hooks cannot be read
 * @param problems all problems of the file
 */
public record CheckedConfig(
        Path file, boolean isMissing, @Nullable Config config, List<Problem> problems) {

    /** Reads the configuration, also what is wrong in the files that it names. */
    public static CheckedConfig of(ConfigFile file, Surroundings surroundings) {
        if (file.isMissing() && !file.mustExist()) {
            Path folder = Objects.requireNonNullElse(file.path().getParent(), surroundings.folder());
            return new CheckedConfig(file.path(), true, Config.defaults(folder), List.of());
        }
        LoadResult result = file.load();
        PartialConfig read = file.loadPartly();
        // Hooks are checked even if other keys are wrong, because a secret may be readable only by the server.
        boolean hooks = Stream.of("hooks_path", "child_hooks", "hooks")
                .allMatch(key -> read.errorAt(key).isEmpty());
        List<Problem> problems = new ArrayList<>(result.problems());
        problems.addAll(ChatSection.templates(read.config()));
        problems.addAll(TicketsSection.files(read.config(), file.reader()));
        problems.addAll(TlsSection.files(read.config(), file.reader(), Instant.now()));
        read.config()
                .get(TicketsSection.GROUP)
                .map(tickets -> Settings.trackers(read.config(), surroundings.environment())
                        .scriptProblems(tickets))
                .ifPresent(problems::addAll);
        return new CheckedConfig(file.path(), false, hooks ? read.config() : null, List.copyOf(problems));
    }

    /** Returns its problems for programs. */
    public JsonObject json(Path workingFolder) {
        JsonObject json = new JsonObject();
        json.addProperty("file", CheckText.relative(workingFolder, file));
        json.addProperty("exists", !isMissing);
        JsonArray all = new JsonArray();
        for (Problem problem : problems) {
            JsonObject one = new JsonObject();
            one.addProperty("severity", problem.severity().name().toLowerCase(Locale.ROOT));
            one.addProperty("key", problem.key());
            one.addProperty("line", problem.line());
            one.addProperty("column", problem.column());
            one.addProperty("message", problem.message());
            if (!problem.where().isEmpty()) {
                one.addProperty("where", problem.where());
            }
            all.add(one);
        }
        json.add("problems", all);
        return json;
    }
}
