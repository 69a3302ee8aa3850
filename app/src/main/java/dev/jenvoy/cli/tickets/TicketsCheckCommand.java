package dev.jenvoy.cli.tickets;

import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.ticket.setup.TrackerSetup;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the section {@code tickets} and its files. */
@Command(
        name = "check",
        description = {
            "Checks the trackers, the file of workers and the state files, and shows each state machine.",
            "Exit code 0 without problems, even with warnings, 1 with problems, 2 for wrong usage."
        },
        mixinStandardHelpOptions = true)
final class TicketsCheckCommand extends TicketFilesCommand {

    @Option(
            names = "--online",
            description = "Also ask the trackers: are the credentials good, may the account move tickets, and has each"
                    + " project the statuses that the state files name? Changes nothing.")
    private boolean online;

    @Override
    int run(TicketFiles files, CommandOutput screen) throws InterruptedException {
        List<AskedTracker> asked = new ArrayList<>();
        if (online && !files.hasErrors()) {
            for (TrackerSetup setup : files.setups().trackers().values()) {
                asked.add(AskedTracker.ask(setup, trackers(files)));
            }
        }
        TicketFiles checked = files.with(trackers(files).scriptProblems(files.options()));
        TicketsCheckReport report = new TicketsCheckReport(checked, asked);
        if (screen.json()) {
            screen.object(report.json());
        } else {
            report.print(screen);
        }
        return report.isFine() ? ExitCode.OK : ExitCode.FAILED;
    }
}
