package dev.jenvoy.cli.deliveries;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows deliveries and their results. */
@Command(
        name = "deliveries",
        description = "Shows deliveries, their hooks, and the output of the hooks.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DeliveriesListCommand.class,
            DeliveriesShowCommand.class,
            DeliveriesTailCommand.class,
            DeliveriesPayloadCommand.class
        })
public final class DeliveriesCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Missing subcommand: list, show, tail or payload");
    }
}
