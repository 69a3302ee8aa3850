package dev.jenvoy.cli.keep;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after a journal in a database. */
@Command(
        name = "journal",
        description =
                "Copies a journal into a PostgreSQL database that several servers share, and looks after its tables.",
        mixinStandardHelpOptions = true,
        subcommands = {JournalCopyCommand.class, JournalMigrateCommand.class, JournalStatusCommand.class})
public final class JournalCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Missing subcommand: copy, migrate or status");
    }
}
