package dev.jenvoy.cli.keep;

import dev.jenvoy.app.keep.DataArchive;
import dev.jenvoy.app.keep.DatabaseState;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.storage.JournalOptions;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings the tables of a database to the version of this program. */
@Command(
        name = "migrate",
        description = {
            "Makes the tables of the database, or brings them to the version of this program. Servers of the version"
                    + " before go on meanwhile. The first server of a new version does it by itself at its start.",
            "With --contract, also removes at once what only older programs need, if no such server runs."
        },
        mixinStandardHelpOptions = true)
public final class JournalMigrateCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--contract",
            description = "Remove what only older programs need. Otherwise servers do so an hour after the last of them"
                    + " ended.")
    private boolean contract;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Surroundings surroundings = ((RootCommand) command.root().userObject()).surroundings();
        JournalOptions options = data.database(command, surroundings)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "The configuration names no database in journal: an SQLite file is migrated at the start"));
        try {
            DatabaseState.Step step = contract ? DatabaseState.Step.CONTRACT : DatabaseState.Step.EXPAND;
            command.commandLine().getOut().println(DatabaseState.migrate(options, step));
            return ExitCode.OK;
        } catch (DataArchive.Failure e) {
            command.commandLine().getErr().println("jenvoy: " + CheckText.visible(String.valueOf(e.getMessage())));
            return ExitCode.FAILED;
        }
    }
}
