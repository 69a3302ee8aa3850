package dev.jenvoy.cli.config;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.hooks.CheckedConfig;
import dev.jenvoy.option.json.Problem;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the configuration file alone, without a server. */
@Command(
        name = "check",
        description = {
            "Checks the configuration and the files that it names, without hooks and without a server.",
            "Exit code 0 without errors, even with warnings, 1 with errors."
        },
        mixinStandardHelpOptions = true)
public final class ConfigCheckCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Surroundings surroundings =
                ((RootCommand) command.root().userObject()).surroundings().ofOnlooker();
        CheckedConfig checked = CheckedConfig.of(config.locate(command, surroundings), surroundings);
        boolean fine = checked.problems().stream().noneMatch(Problem::isError);
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            JsonObject object = new JsonObject();
            object.addProperty("fine", fine);
            object.add("config", checked.json(surroundings.folder()));
            out.println(CheckText.json(object));
        } else {
            out.println("Configuration: " + CheckText.visible(CheckText.relative(surroundings.folder(), checked.file()))
                    + (checked.isMissing() ? " does not exist; the defaults are used" : ""));
            checked.problems().forEach(problem -> out.println("  " + CheckText.visible(problem.describe())));
            out.println(fine ? "No errors found." : "The configuration cannot be used.");
        }
        return fine ? ExitCode.OK : ExitCode.FAILED;
    }
}
