package dev.jenvoy.cli.setup;

import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Installs and starts the service. */
@Command(
        name = "install",
        description = {
            "Writes a unit that runs this program with the configuration, enables it and starts it.",
            "It runs as the owner of the configuration. Each step is printed. Another unit is never overwritten."
        },
        mixinStandardHelpOptions = true)
final class ServiceInstallCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        Surroundings surroundings = ((RootCommand) command.root().userObject()).surroundings();
        try {
            new ServiceInstall(
                            config.locate(command, surroundings),
                            surroundings,
                            command.commandLine().getOut())
                    .run(options);
            return ExitCode.OK;
        } catch (Systemd.Failure e) {
            command.commandLine().getErr().println("jenvoy: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
