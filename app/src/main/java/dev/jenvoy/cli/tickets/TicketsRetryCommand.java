package dev.jenvoy.cli.tickets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.cli.deliveries.Since;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries moves again. */
@Command(
        name = "retry",
        description = {
            "Tries the moves of a delivery again, and runs no hook and sends no message.",
            "All that did not move their tickets since yesterday: jenvoy tickets retry --refused --since 1d"
        },
        mixinStandardHelpOptions = true)
final class TicketsRetryCommand extends AdminCommand {

    private static final int PAGE = 500;

    @Parameters(arity = "0..1", paramLabel = "MOVE", description = "The number of a move, as the list shows it.")
    private @Nullable Long move;

    @Option(
            names = "--refused",
            description = "Every move that did not move its ticket or is in doubt, and whose delivery has ended; needs"
                    + " --since.")
    private boolean refused;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Since.class,
            description = "Only moves decided since then: 1d, 2026-03-01 or 2026-03-01T12:00.")
    private @Nullable Instant since;

    /** What was begun and what was not. */
    private record Begun(JsonArray retried, JsonArray failed, List<String> reopened) {}

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        if ((move == null) != refused) {
            throw wrong("Expected either the number of a move, or --refused");
        }
        if (refused != (since != null)) {
            throw wrong("--refused and --since belong together");
        }
        return move != null ? one(server, screen, move) : all(server, screen, String.valueOf(since));
    }

    private static AdminClient.Reply ask(AdminClient server, long number) throws AdminFailure {
        return server.send("POST", ListedMoves.PATH + "/" + number + "/retry", new JsonObject());
    }

    private static int one(AdminClient server, CommandOutput screen, long number) throws AdminFailure {
        AdminClient.Reply reply = ask(server, number);
        if (reply.status() >= 300) {
            throw new AdminFailure("move " + number + ": " + reply.error());
        }
        JsonObject begun = reply.json();
        if (screen.json()) {
            screen.object(begun);
        } else {
            screen.line("Move " + number + " is tried again with delivery " + JsonView.number(begun, "entry") + ".");
            reopened(screen, JsonView.texts(begun, "reopened"));
        }
        return ExitCode.OK;
    }

    /** Asks once for each delivery, the oldest first: its moves are tried again together, and what is newer has the last word. */
    private static int all(AdminClient server, CommandOutput screen, String since) throws AdminFailure {
        SortedMap<Long, Long> moves = new TreeMap<>();
        String next = "";
        do {
            Map<String, List<String>> parameters = new LinkedHashMap<>(Map.of(
                    "result",
                    ResultWords.notDone(),
                    "waiting",
                    List.of("false"),
                    "since",
                    List.of(since),
                    "limit",
                    List.of(String.valueOf(PAGE))));
            if (!next.isEmpty()) {
                parameters.put("before", List.of(next));
            }
            JsonObject page = server.get(AdminClient.query(ListedMoves.PATH, parameters));
            JsonView.objects(page, "moves")
                    .forEach(found ->
                            moves.putIfAbsent(JsonView.number(found, "entry"), JsonView.number(found, "move")));
            next = JsonView.text(page, "next");
        } while (!next.isEmpty());
        // Also where no move is to be tried again: deliveries that come find the tracker open.
        AdminClient.Reply opened = server.send("POST", ListedMoves.PATH + "/reopen", new JsonObject());
        if (opened.status() >= 300) {
            throw new AdminFailure(opened.error());
        }
        Begun begun = new Begun(new JsonArray(), new JsonArray(), JsonView.texts(opened.json(), "reopened"));
        for (Map.Entry<Long, Long> delivery : moves.entrySet()) {
            AdminClient.Reply reply = ask(server, delivery.getValue());
            JsonObject said = new JsonObject();
            said.addProperty("entry", delivery.getKey());
            if (reply.status() >= 300) {
                said.addProperty("error", reply.error());
                begun.failed().add(said);
            } else {
                said.addProperty("new_entry", JsonView.number(reply.json(), "entry"));
                begun.retried().add(said);
            }
        }
        print(begun, screen);
        return begun.failed().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void reopened(CommandOutput screen, List<String> trackers) {
        trackers.forEach(tracker -> screen.line("Tracker " + tracker + " is asked again from now on."));
    }

    private static void print(Begun begun, CommandOutput screen) {
        JsonObject all = new JsonObject();
        all.add("retried", begun.retried());
        all.add("failed", begun.failed());
        JsonArray trackers = new JsonArray();
        begun.reopened().forEach(trackers::add);
        all.add("reopened", trackers);
        if (screen.json()) {
            screen.object(all);
            return;
        }
        reopened(screen, begun.reopened());
        if (begun.retried().isEmpty() && begun.failed().isEmpty()) {
            screen.line("No moves to try again.");
        }
        for (JsonObject one : JsonView.objects(all, "retried")) {
            screen.line("Delivery " + JsonView.text(one, "entry") + ": its moves are tried again with delivery "
                    + JsonView.text(one, "new_entry") + ".");
        }
        for (JsonObject one : JsonView.objects(all, "failed")) {
            screen.line(
                    Terminal.Colour.RED,
                    "Delivery " + JsonView.text(one, "entry") + ": not tried again: " + JsonView.text(one, "error"));
        }
    }
}
