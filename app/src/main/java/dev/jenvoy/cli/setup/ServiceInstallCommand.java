package dev.jenvoy.cli.setup;

import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** Installs and starts the service. */
@Command(
        name = "install",
        description = {
            "Writes a unit that runs this program with the configuration, enables it and starts it.",
            "It runs as the owner of the configuration. Each step is printed. Another unit is never overwritten."
        },
        mixinStandardHelpOptions = true)
final class ServiceInstallCommand extends SystemdCommand {

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    int run(CommandSpec command, Surroundings surroundings, ServiceOptions options)
            throws Systemd.Failure, InterruptedException {
        new ServiceInstall(
                        config.locate(command, surroundings),
                        surroundings,
                        command.commandLine().getOut())
                .run(options);
        return ExitCode.OK;
    }
}
