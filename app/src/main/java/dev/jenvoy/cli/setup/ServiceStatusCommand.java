package dev.jenvoy.cli.setup;

import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** Shows the state of the service. */
@Command(
        name = "status",
        description = {
            "Shows what systemd says of the service; \"jenvoy status\" asks the server itself.",
            "Exit code 0 if it runs, 1 if it does not."
        },
        mixinStandardHelpOptions = true)
final class ServiceStatusCommand extends SystemdCommand {

    @Override
    int run(CommandSpec command, Surroundings surroundings, ServiceOptions options)
            throws Systemd.Failure, InterruptedException {
        int code = options.systemd(
                        surroundings.environment(), command.commandLine().getOut())
                .run("status", "--no-pager", options.name());
        return code == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
