package dev.jenvoy.cli.tickets;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Manages tickets. */
@Command(
        name = "tickets",
        description = "Manages the moves of tickets: state machines, what a payload moves, and what was moved.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TicketsCheckCommand.class,
            TicketsExplainCommand.class,
            TicketsPlanCommand.class,
            TicketsListCommand.class,
            TicketsRetryCommand.class
        })
public final class TicketsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Missing subcommand: check, explain, plan, list or retry");
    }
}
