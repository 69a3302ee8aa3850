package dev.jenvoy.cli.hooks;

import dev.jenvoy.app.DiskCheck;
import dev.jenvoy.app.Settings;
import dev.jenvoy.app.keep.DatabaseCheck;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.ChatSection;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.JournalSection;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.lint.HookCatalogue;
import dev.jenvoy.option.json.Problem;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * Checks the configuration and the hooks folder. Reads both, changes nothing, and calls no server but
 * the database that the configuration names. Starts only the helper that
 * runs hooks as other accounts, to see whether it does.
 */
@Command(
        name = "check",
        description = {
            "Checks the configuration, and lists every file of the hooks folder with the deliveries that it matches,"
                    + " and the rooms.",
            "If the configuration names a database, asks it for its settings and for the version of its tables.",
            "Exit code 0 without problems, even with warnings, 1 with problems, 2 for wrong usage."
        },
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    @ParentCommand
    @Nullable
    private RootCommand root;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Surroundings surroundings = Objects.requireNonNull(root).surroundings().ofOnlooker();
        CheckedConfig checked =
                CheckedConfig.of(config.locate(Objects.requireNonNull(spec), surroundings), surroundings);
        @Nullable Config current = checked.config();
        @Nullable
        HookCatalogue catalogue =
                current == null ? null : catalogue(Settings.hooks(current, surroundings.environment()));
        @Nullable DiskCheck disk = current == null ? null : DiskCheck.of(current, surroundings.environment());
        Optional<CheckedRooms> chat = current == null
                ? Optional.empty()
                : current.get(ChatSection.GROUP).map(CheckedRooms::new);
        Optional<DatabaseCheck> database = current == null
                ? Optional.empty()
                : current.get(JournalSection.GROUP).map(DatabaseCheck::of);
        boolean fine = checked.problems().stream().noneMatch(Problem::isError)
                && catalogue != null
                && !catalogue.isBad()
                && disk != null
                && disk.faults().isEmpty()
                && database.map(DatabaseCheck::faults).orElse(List.of()).isEmpty();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        CheckReport report = new CheckReport(surroundings.folder(), checked, catalogue, disk, database, chat, fine);
        if (json) {
            out.println(CheckText.json(report.json()));
        } else {
            report.lines().forEach(out::println);
        }
        return fine ? ExitCode.OK : ExitCode.FAILED;
    }

    private static HookCatalogue catalogue(HookSettings settings) {
        HookCatalogue catalogue = HookCatalogue.of(settings);
        return catalogue.with(AccountFindings.of(settings, catalogue));
    }
}
