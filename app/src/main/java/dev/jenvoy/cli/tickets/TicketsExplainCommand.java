package dev.jenvoy.cli.tickets;

import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Explains which tickets a payload names. */
@Command(
        name = "explain",
        description = {
            "Shows what happened by a payload in a file, which trackers are asked because of it, each key of a ticket with"
                    + " its place, and what looks like a key and is not one. Asks no tracker.",
            "Exit code 0 when at least one ticket is named, 1 when none is, 2 for wrong usage."
        },
        mixinStandardHelpOptions = true)
final class TicketsExplainCommand extends TicketFilesCommand {

    @Mixin
    private final TicketPayload.Options payload = new TicketPayload.Options();

    @Override
    int run(TicketFiles files, CommandOutput screen) throws AdminFailure, IOException {
        ExplainedTickets explained =
                ExplainedTickets.of(TicketPayload.read(payload, surroundings().folder()), files.usable());
        if (screen.json()) {
            screen.object(explained.json());
        } else {
            explained.print(screen);
        }
        return explained.movesSomething() ? ExitCode.OK : ExitCode.FAILED;
    }
}
