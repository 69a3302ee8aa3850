package dev.jenvoy.cli.keep;

import com.google.gson.JsonObject;
import dev.jenvoy.app.keep.DataArchive;
import dev.jenvoy.app.keep.DatabaseState;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.storage.JournalOptions;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows where the journal is, and the version of its tables. */
@Command(
        name = "status",
        description = "Shows where the journal is; of a database, the version of its tables and what is in them.",
        mixinStandardHelpOptions = true)
public final class JournalStatusCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        Surroundings surroundings = ((RootCommand) command.root().userObject()).surroundings();
        PrintWriter out = command.commandLine().getOut();
        Optional<JournalOptions> options = data.database(command, surroundings);
        if (options.isEmpty()) {
            String folder = data.folder(command, surroundings).toString();
            JsonObject object = new JsonObject();
            object.addProperty("engine", "sqlite");
            object.addProperty("folder", folder);
            out.println(
                    json
                            ? CheckText.json(object)
                            : "The journal is an SQLite file in " + CheckText.visible(folder) + ".");
            return ExitCode.OK;
        }
        try {
            DatabaseState state = DatabaseState.of(options.get());
            if (json) {
                out.println(CheckText.json(json(options.get(), state)));
            } else {
                print(out, options.get(), state);
            }
            return ExitCode.OK;
        } catch (DataArchive.Failure e) {
            command.commandLine().getErr().println("jenvoy: " + CheckText.visible(String.valueOf(e.getMessage())));
            return ExitCode.FAILED;
        }
    }

    private static void print(PrintWriter out, JournalOptions options, DatabaseState state) {
        out.println("Database:    " + CheckText.visible(options.url()));
        out.println("Tables:      "
                + (state.version() == 0
                        ? "none yet"
                        : "version " + state.version() + ", contracted up to version " + state.contracted())
                + "; this program has version " + state.program());
        out.println("Servers:     " + state.servers());
        out.println("Unfinished:  " + state.unfinished());
        out.println("Partitions:  " + state.ranges());
        out.println("Room:        " + (state.bytes() >> 20) + " MB");
    }

    private static JsonObject json(JournalOptions options, DatabaseState state) {
        JsonObject object = new JsonObject();
        object.addProperty("engine", "postgresql");
        object.addProperty("url", options.url());
        object.addProperty("version", state.version());
        object.addProperty("contracted", state.contracted());
        object.addProperty("program", state.program());
        object.addProperty("servers", state.servers());
        object.addProperty("unfinished", state.unfinished());
        object.addProperty("partitions", state.ranges());
        object.addProperty("bytes", state.bytes());
        return object;
    }
}
