package dev.jenvoy.cli.endpoint;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Manages registered endpoints. */
@Command(
        name = "endpoint",
        description = "Manages endpoints: addresses for single repositories, each with its own secret.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EndpointRegisterCommand.class,
            EndpointRotateCommand.class,
            EndpointListCommand.class,
            EndpointFindCommand.class,
            EndpointRemoveCommand.class,
            EndpointImportCommand.class
        })
public final class EndpointCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "Missing subcommand: register, rotate, list, find, remove or import");
    }
}
