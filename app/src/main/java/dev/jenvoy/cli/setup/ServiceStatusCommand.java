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

/** Shows the state of the service. */
@Command(
        name = "status",
        description = {
            "Shows what systemd says of the service; \"jenvoy status\" asks the server itself.",
            "Exit code 0 if it runs, 1 if it does not."
        },
        mixinStandardHelpOptions = true)
final class ServiceStatusCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Override
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        Surroundings surroundings = ((RootCommand) command.root().userObject()).surroundings();
        try {
            int code = options.systemd(
                            surroundings.environment(), command.commandLine().getOut())
                    .run("status", "--no-pager", options.name());
            return code == 0 ? ExitCode.OK : ExitCode.FAILED;
        } catch (Systemd.Failure e) {
            command.commandLine().getErr().println("jenvoy: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
