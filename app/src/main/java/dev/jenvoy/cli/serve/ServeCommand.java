package dev.jenvoy.cli.serve;

import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.ConfigFile;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs the server in the foreground. */
@Command(
        name = "serve",
        description = {
            "Runs the server until it is stopped (SIGTERM, SIGINT).",
            "Creates the configuration with a new secret if it does not exist.",
            "The options take the place of the values in the configuration, and a first start writes them into it."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  stopped cleanly",
            "  1  cannot start: the configuration is invalid, the port or the data folder is in use, the journal is damaged,",
            "     or its database is not reached in time or would lose deliveries",
            "  2  wrong usage",
            "  3  ended at once, because memory ran out or a thread failed; start it again",
            "  130, 143  stopped at once by a second signal"
        },
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @ParentCommand
    private @Nullable RootCommand root;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final ServeOptions options = new ServeOptions();

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        Surroundings surroundings = Objects.requireNonNull(root).surroundings();
        CommandLine line = command.commandLine();
        ConfigFile file = config.locate(command, surroundings);
        return ServerRunner.run(
                file.with(options.given(command, file.path(), surroundings.folder())),
                options.roles(command),
                surroundings,
                line.getOut(),
                line.getErr());
    }
}
