package dev.jenvoy.cli.keep;

import dev.jenvoy.app.keep.DataArchive;
import dev.jenvoy.app.keep.DatabaseCopy;
import dev.jenvoy.app.keep.ServersKey;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.storage.JournalOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Copies the journal of a stopped server from SQLite into PostgreSQL. */
@Command(
        name = "copy",
        description = {
            "Copies the journal of a stopped server from its data folder into an empty PostgreSQL database, with all"
                    + " that is kept beside it. Entries keep their numbers; unfinished deliveries are finished by the"
                    + " first server there.",
            "The data folder stays as it is. A copy that was interrupted begins again from the first row."
        },
        mixinStandardHelpOptions = true)
public final class JournalCopyCommand implements Callable<Integer> {

    private static final long PAUSE_NANOS = 1_000_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--to",
            paramLabel = "URL",
            description =
                    "The JDBC URL of the database. Default: journal of the configuration, with its role and password.")
    private @Nullable String url;

    @Option(names = "--user", paramLabel = "ROLE", description = "The role in the database of --to.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file with the password of the role of --user.")
    private @Nullable Path passwordFile;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Surroundings surroundings = ((RootCommand) command.root().userObject()).surroundings();
        Target target = target(command, surroundings);
        PrintWriter out = command.commandLine().getOut();
        try {
            DatabaseCopy.Copied copied = DatabaseCopy.copy(
                    data.folder(command, surroundings),
                    target.url,
                    target.user,
                    target.password,
                    target.key,
                    new Printed(out));
            out.println("Copied: " + copied.deliveries() + " deliveries, " + copied.rows() + " rows in all tables, "
                    + copied.payloads() + " payloads in files. The rows of each table were counted.");
            if (copied.lost() > 0) {
                command.commandLine()
                        .getErr()
                        .println("warning: " + copied.lost() + " payloads were missing in the data folder");
            }
            if (copied.shut() > 0) {
                command.commandLine()
                        .getErr()
                        .println("warning: endpoint_key does not open " + copied.shut() + " of the " + copied.secrets()
                                + " secrets of registered endpoints and tokens of chat: rotate or set those again");
            } else if (copied.secrets() > 0 && target.key.equals(ServersKey.UNKNOWN)) {
                out.println(copied.secrets() + " secrets of registered endpoints and tokens of chat stay encrypted: the"
                        + " servers need the same key as endpoint_key.");
            }
            out.println(
                    copied.unfinished() == 0
                            ? "No delivery is unfinished."
                            : copied.unfinished()
                                    + " unfinished deliveries are finished by the first server that starts there.");
            return ExitCode.OK;
        } catch (DataArchive.Failure e) {
            command.commandLine().getErr().println("jenvoy: " + CheckText.visible(String.valueOf(e.getMessage())));
            return ExitCode.FAILED;
        }
    }

    /** Where to copy. */
    private record Target(String url, String user, String password, ServersKey key) {}

    private Target target(CommandSpec command, Surroundings surroundings) {
        if (url != null) {
            if (user == null) {
                throw new ParameterException(command.commandLine(), "--to needs --user");
            }
            return new Target(url, user, password(command, surroundings), ServersKey.UNKNOWN);
        }
        JournalOptions options = data.database(command, surroundings)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "Missing --to: the configuration names no database in journal"));
        return new Target(
                options.url(),
                options.user(),
                options.passwordText().orElse(""),
                data.endpointKey(command, surroundings));
    }

    private String password(CommandSpec command, Surroundings surroundings) {
        if (passwordFile == null) {
            return "";
        }
        try {
            return Files.readString(surroundings.folder().resolve(passwordFile)).strip();
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), passwordFile + " cannot be read");
        }
    }

    /** Prints a line when a table is done, and for a large one each second. */
    private static final class Printed implements DatabaseCopy.Progress {

        private final PrintWriter out;
        private long last = System.nanoTime();

        Printed(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void copied(String table, long rows, long all) {
            boolean isDue = System.nanoTime() - last > PAUSE_NANOS;
            if (isDue || (rows == all && all > 0)) {
                last = System.nanoTime();
                out.println(table + ": " + rows + " of " + all);
                out.flush();
            }
        }
    }
}
