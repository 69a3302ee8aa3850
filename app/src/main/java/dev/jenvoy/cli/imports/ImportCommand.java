package dev.jenvoy.cli.imports;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.GivenFile;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.FirstConfig;
import dev.jenvoy.option.json.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Imports the hooks file of adnanh/webhook. */
@Command(
        name = "import",
        description = {
            "Imports a hooks file of adnanh/webhook: writes a configuration with endpoints, and a script for each hook.",
            "Says what is different, and which hooks have no equivalent. Overwrites nothing.",
            "Exit code 0 when all was imported, 1 when something was not, 2 for wrong usage."
        },
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

    private static final long MAX_FILE_BYTES = 4 << 20;

    /** The port that adnanh/webhook listens on without the option -port. */
    private static final int USUAL_PORT = 9000;

    @ParentCommand
    @Nullable
    private RootCommand root;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The hooks file, JSON or YAML.")
    private @Nullable Path file;

    @Option(
            names = "--into",
            paramLabel = "FOLDER",
            defaultValue = "imported",
            description = "The folder to write config.json and hooks/ into. Default: ${DEFAULT-VALUE}.")
    private Path into = Path.of("imported");

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    private final Map<String, HookTranslator.Translated> translated = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        Surroundings surroundings = Objects.requireNonNull(root).surroundings();
        CommandSpec command = Objects.requireNonNull(spec);
        CommandOutput screen = new CommandOutput(
                command.commandLine().getOut(), Terminal.of(Terminal.Colours.AUTO, surroundings.environment()), json);
        Path source = surroundings.folder().resolve(Objects.requireNonNull(file));
        Path target = surroundings.folder().resolve(into);
        String unusable = unusable(source);
        HooksFile.Read read = unusable.isEmpty()
                ? HooksFile.read(Files.readString(source, StandardCharsets.UTF_8))
                : new HooksFile.Read.Unreadable(unusable);
        if (read instanceof HooksFile.Read.Unreadable unreadable) {
            return failed(command, source + ": " + unreadable.reason());
        }
        ((HooksFile.Read.Hooks) read).hooks().forEach(this::translate);
        try {
            write(target);
        } catch (FileAlreadyExistsException e) {
            return failed(command, e.getMessage() + " exists already; nothing is overwritten: choose another --into");
        }
        List<String> problems =
                ConfigFile.locate(target.resolve("config.json"), surroundings.environment(), target)
                        .load()
                        .problems()
                        .stream()
                        .filter(Problem::isError)
                        .map(Problem::describe)
                        .toList();
        report(screen, target, problems);
        return refused.isEmpty() && problems.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Integer failed(CommandSpec command, String message) {
        command.commandLine().getErr().println(TerminalText.line(message));
        return ExitCode.FAILED;
    }

    private static String unusable(Path source) throws IOException {
        if (!Files.exists(source)) {
            return "there is no such file";
        }
        return GivenFile.flaw(source)
                .orElseGet(() -> source.toFile().length() > MAX_FILE_BYTES ? "it has more than 4 MB" : "");
    }

    private void translate(JsonElement hook) {
        String id = hook.isJsonObject() && hook.getAsJsonObject().has("id")
                ? hook.getAsJsonObject().get("id").toString().replace("\"", "")
                : "number " + (translated.size() + refused.size() + 1);
        try {
            if (!hook.isJsonObject()) {
                throw new NotCarried("it is no object");
            }
            HookTranslator.Translated one = HookTranslator.translate(hook.getAsJsonObject());
            if (translated.values().stream().anyMatch(other -> other.event().equals(one.event()))) {
                throw new NotCarried("another hook of the file has this id, or one that makes the same event");
            }
            translated.put(one.id(), one);
        } catch (NotCarried e) {
            refused.merge(id, e.reason(), (first, second) -> first + "; " + second);
        }
    }

    private void write(Path target) throws IOException {
        Path hooks = target.resolve("hooks");
        Files.createDirectories(hooks);
        JsonObject endpoints = new JsonObject();
        JsonObject config = new JsonObject();
        config.addProperty("http_port", USUAL_PORT);
        config.addProperty("enforce_secret", new FirstConfig(new SecureRandom()).newSecret());
        // Requests come to the endpoints: no list of GitHub's addresses has to be fetched.
        config.addProperty("github_ips_only", false);
        config.addProperty("hooks_path", "hooks");
        config.addProperty("child_hooks", "delimited");
        config.add("endpoints", endpoints);
        translated.forEach((id, one) -> endpoints.add(id, one.endpoint()));
        String text = new GsonBuilder()
                        .setPrettyPrinting()
                        .disableHtmlEscaping()
                        .create()
                        .toJson(config) + "\n";
        create(target.resolve("config.json"), text, "rw-------");
        for (HookTranslator.Translated one : translated.values()) {
            create(hooks.resolve(one.event()), one.script(), "rwxr-xr-x");
        }
    }

    private static void create(Path path, String text, String mode) throws IOException {
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(path, text, StandardOpenOption.WRITE);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private void report(CommandOutput screen, Path target, List<String> problems) {
        if (json) {
            screen.object(object(problems));
            return;
        }
        for (HookTranslator.Translated one : translated.values()) {
            screen.line(one.id() + ": /hooks/" + one.id() + " runs hooks/" + one.event());
            one.notes().forEach(note -> screen.line("  " + note));
        }
        refused.forEach((id, reason) -> screen.line(Terminal.Colour.RED, id + ": not imported: " + reason));
        problems.forEach(problem -> screen.line(Terminal.Colour.RED, "config.json: " + problem));
        screen.line(
                translated.size() + " of " + (translated.size() + refused.size()) + " hooks imported into " + target);
    }

    private JsonObject object(List<String> problems) {
        JsonArray hooks = new JsonArray();
        for (HookTranslator.Translated one : translated.values()) {
            JsonObject hook = new JsonObject();
            hook.addProperty("id", one.id());
            hook.addProperty("hook", one.event());
            hook.add("notes", array(one.notes()));
            hooks.add(hook);
        }
        JsonArray not = new JsonArray();
        refused.forEach((id, reason) -> {
            JsonObject hook = new JsonObject();
            hook.addProperty("id", id);
            hook.addProperty("reason", reason);
            not.add(hook);
        });
        JsonObject all = new JsonObject();
        all.add("imported", hooks);
        all.add("not_imported", not);
        all.add("problems", array(problems));
        return all;
    }

    private static JsonArray array(List<String> texts) {
        JsonArray array = new JsonArray();
        new ArrayList<>(texts).forEach(array::add);
        return array;
    }
}
