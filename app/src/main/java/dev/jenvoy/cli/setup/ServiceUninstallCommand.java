package dev.jenvoy.cli.setup;

import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Stops and removes the service. */
@Command(
        name = "uninstall",
        description = {
            "Stops the service, and removes the unit that \"install\" wrote; no other one.",
            "Configuration, hooks and data stay."
        },
        mixinStandardHelpOptions = true)
final class ServiceUninstallCommand extends SystemdCommand {

    @Override
    int run(CommandSpec command, Surroundings surroundings, ServiceOptions options)
            throws Systemd.Failure, InterruptedException {
        Systemd systemd = options.systemd(
                surroundings.environment(), command.commandLine().getOut());
        String name = options.name();
        if (!systemd.isOurs(name)) {
            throw new Systemd.Failure(
                    systemd.place(name) + " is not there, or is not one that \"service install\" wrote");
        }
        if (options.runs()) {
            systemd.control("disable", "--now", name);
        } else {
            systemd.control("disable", name);
        }
        systemd.remove(name);
        if (options.runs()) {
            systemd.control("daemon-reload");
        }
        return ExitCode.OK;
    }
}
