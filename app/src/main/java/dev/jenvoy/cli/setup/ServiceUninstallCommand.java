package dev.jenvoy.cli.setup;

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

/** Stops and removes the service. */
@Command(
        name = "uninstall",
        description = {
            "Stops the service, and removes the unit that \"install\" wrote; no other one.",
            "Configuration, hooks and data stay."
        },
        mixinStandardHelpOptions = true)
final class ServiceUninstallCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        Surroundings surroundings = ((RootCommand) command.root().userObject()).surroundings();
        try {
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
        } catch (Systemd.Failure e) {
            command.commandLine().getErr().println("jenvoy: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
