package dev.jenvoy.cli.tickets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a payload would move. */
@Command(
        name = "plan",
        description = {
            "Shows the same as explain and, for each ticket, what would move by which transition now. Looks at the tickets"
                    + " and changes nothing. What the server has already done because of the payload is not looked at.",
            "Exit code 0 when at least one ticket is named and none would be refused, 1 otherwise, 2 for wrong usage."
        },
        mixinStandardHelpOptions = true)
final class TicketsPlanCommand extends TicketFilesCommand {

    @Mixin
    private final TicketPayload.Options payload = new TicketPayload.Options();

    @Override
    int run(TicketFiles files, CommandOutput screen) throws AdminFailure, IOException, InterruptedException {
        ExplainedTickets explained =
                ExplainedTickets.of(TicketPayload.read(payload, surroundings().folder()), files.usable());
        List<ForeseenMove> moves = ForeseenMove.look(explained, trackers(files));
        if (screen.json()) {
            JsonObject json = explained.json();
            JsonArray all = new JsonArray();
            moves.forEach(move -> all.add(move.json()));
            json.add("moves", all);
            screen.object(json);
        } else {
            explained.print(screen);
            screen.line("");
            screen.line(moves.isEmpty() ? "No ticket would move." : "If it came now:");
            moves.forEach(move -> screen.line("  " + move.line()));
        }
        boolean isFine = !moves.isEmpty() && moves.stream().allMatch(ForeseenMove::isFine);
        return isFine ? ExitCode.OK : ExitCode.FAILED;
    }
}
