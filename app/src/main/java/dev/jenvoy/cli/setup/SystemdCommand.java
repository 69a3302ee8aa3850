package dev.jenvoy.cli.setup;

import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command about the service. A failure is one line on standard error. */
abstract class SystemdCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final ServiceOptions options = new ServiceOptions();

    @Override
    public final Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        Surroundings surroundings = ((RootCommand) command.root().userObject()).surroundings();
        try {
            return run(command, surroundings, options);
        } catch (Systemd.Failure e) {
            command.commandLine().getErr().println("jenvoy: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }

    /** Runs the command and returns the exit code. */
    abstract int run(CommandSpec command, Surroundings surroundings, ServiceOptions options)
            throws Systemd.Failure, InterruptedException;
}
