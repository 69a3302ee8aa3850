package dev.jenvoy.cli.deliveries;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks at what came and what became of it. */
@Command(
        name = "deliveries",
        description = "Shows what came, what it ran, and what that printed.",
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
