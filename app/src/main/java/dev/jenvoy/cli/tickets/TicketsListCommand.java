package dev.jenvoy.cli.tickets;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Table;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.cli.deliveries.Since;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists moves of tickets. */
@Command(
        name = "list",
        description = "Lists the trackers and the moves of tickets, newest first.",
        mixinStandardHelpOptions = true)
final class TicketsListCommand extends AdminCommand {

    @Option(names = "--ticket", paramLabel = "KEY", description = "Only this ticket.")
    private @Nullable String ticket;

    @Option(
            names = "--result",
            split = ",",
            paramLabel = "RESULT",
            completionCandidates = ResultWords.class,
            description = "Only these results: ${COMPLETION-CANDIDATES}.")
    private List<String> results = List.of();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Since.class,
            description = "Only moves decided since then: 2d, 2026-03-01 or 2026-03-01T12:00.")
    private @Nullable Instant since;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Maximum number of moves, 1 to 500. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (ticket != null) {
            parameters.put("ticket", List.of(ticket));
        }
        if (!results.isEmpty()) {
            parameters.put("result", results);
        }
        if (since != null) {
            parameters.put("since", List.of(since.toString()));
        }
        parameters.put("limit", List.of(String.valueOf(limit)));
        JsonObject all = server.get(AdminClient.query(ListedMoves.PATH, parameters));
        if (screen.json()) {
            screen.object(all);
            return ExitCode.OK;
        }
        trackers(all, screen);
        screen.line("");
        moves(all, screen);
        JsonView.texts(all, "problems").forEach(problem -> screen.line(Terminal.Colour.YELLOW, "Problem: " + problem));
        return ExitCode.OK;
    }

    private static void trackers(JsonObject all, CommandOutput screen) {
        Table table = new Table(screen.terminal(), "TRACKER", "KIND", "PROJECTS", "WAITING", "PROBLEM");
        for (JsonObject tracker : JsonView.objects(all, "trackers")) {
            table.add(
                    Table.Cell.of(JsonView.text(tracker, "tracker")),
                    Table.Cell.of(JsonView.text(tracker, "kind")),
                    Table.Cell.of(String.join(", ", JsonView.texts(tracker, "projects"))),
                    Table.Cell.of(JsonView.text(tracker, "waiting")),
                    new Table.Cell(JsonView.text(tracker, "problem"), Terminal.Colour.RED));
        }
        screen.table(table);
    }

    private static void moves(JsonObject all, CommandOutput screen) {
        Table table = new Table(
                screen.terminal(), "MOVE", "TICKET", "RESULT", "FROM", "TO", "WHEN", "HAPPENING", "ENTRY", "NOTE");
        table.whole("MOVE", "TICKET", "RESULT").spare("HAPPENING", "WHEN");
        for (JsonObject move : JsonView.objects(all, "moves")) {
            table.add(
                    Table.Cell.of(JsonView.text(move, "move")),
                    Table.Cell.of(JsonView.text(move, "ticket")),
                    new Table.Cell(ListedMoves.result(move), ListedMoves.colour(move)),
                    Table.Cell.of(JsonView.text(move, "from")),
                    Table.Cell.of(JsonView.text(move, "to")),
                    Table.Cell.of(JsonView.time(move, "decided_at")),
                    Table.Cell.of(JsonView.text(move, "happening")),
                    Table.Cell.of(JsonView.text(move, "entry")),
                    Table.Cell.of(JsonView.text(move, "note")));
        }
        if (table.isEmpty()) {
            screen.line("No moves.");
        } else {
            screen.table(table);
        }
    }
}
