package dev.jenvoy.cli.tickets;

import dev.jenvoy.app.Settings;
import dev.jenvoy.app.feature.TrackerMaker;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.base.Terminal;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that reads the configuration and the files of tickets, and calls no server of ours. */
abstract class TicketFilesCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public final Integer call() throws Exception {
        Surroundings onlooker = surroundings().ofOnlooker();
        TicketFiles files = TicketFiles.read(config.locate(spec(), onlooker));
        Terminal terminal = Terminal.of(Terminal.Colours.NEVER, onlooker.environment());
        return run(files, new CommandOutput(spec().commandLine().getOut(), terminal, json));
    }

    /** Runs the command and returns the exit code. */
    abstract int run(TicketFiles files, CommandOutput screen) throws Exception;

    /** Returns what makes trackers that can be asked. */
    final TrackerMaker trackers(TicketFiles files) {
        return Settings.trackers(files.config(), surroundings().ofOnlooker().environment());
    }

    final CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    final Surroundings surroundings() {
        return ((RootCommand) spec().root().userObject()).surroundings();
    }
}
