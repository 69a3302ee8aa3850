package dev.jenvoy.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists deliveries. */
@Command(
        name = "list",
        description = {
            "Lists deliveries, newest first.",
            "Yesterday's failed ones: jenvoy deliveries list --state failed --since 2d"
        },
        mixinStandardHelpOptions = true)
final class DeliveriesListCommand extends AdminCommand {

    private static final int PAGE = 500;

    @Mixin
    private final DeliveryFilter filter = new DeliveryFilter();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, a line each time that a delivery's state changes, until interrupted.")
    private boolean follow;

    @Override
    int run(AdminClient server, Screen screen) throws AdminFailure {
        if (limit < 1) {
            throw wrong("--limit: expected 1 or more");
        }
        if (follow) {
            return follow(server, screen);
        }
        JsonArray found = new JsonArray();
        String next = "";
        do {
            Map<String, List<String>> parameters = filter.parameters();
            parameters.put("limit", List.of(String.valueOf(Math.min(PAGE, limit - found.size()))));
            if (!next.isEmpty()) {
                parameters.put("cursor", List.of(next));
            }
            JsonObject page = server.get(AdminClient.query("/api/deliveries", parameters));
            Shown.objects(page, "deliveries").forEach(found::add);
            next = Shown.text(page, "next");
        } while (!next.isEmpty() && found.size() < limit);
        print(screen, found, next);
        return ExitCode.OK;
    }

    private static void print(Screen screen, JsonArray found, String next) {
        JsonObject all = new JsonObject();
        all.add("deliveries", found);
        if (screen.json()) {
            all.add("next", next.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(next));
            screen.object(all);
            return;
        }
        if (found.isEmpty()) {
            screen.line("No delivery.");
            return;
        }
        Table table = new Table(
                screen.terminal(),
                "ENTRY",
                "STATE",
                "RECEIVED",
                "SOURCE",
                "EVENT",
                "REPOSITORY",
                "BRANCH",
                "HOOKS",
                "TOOK");
        table.whole("ENTRY", "STATE", "RECEIVED", "HOOKS").spare("SOURCE", "TOOK");
        for (JsonObject delivery : Shown.objects(all, "deliveries")) {
            String state = Shown.text(delivery, "state");
            table.add(
                    Table.Cell.of(Shown.text(delivery, "entry")),
                    new Table.Cell(state, Shown.colour(state)),
                    Table.Cell.of(Shown.time(delivery, "received")),
                    Table.Cell.of(Shown.text(delivery, "source")),
                    Table.Cell.of(Shown.text(delivery, "event")),
                    Table.Cell.of(Shown.repository(delivery)),
                    Table.Cell.of(Shown.place(delivery)),
                    Table.Cell.of(Shown.hooks(delivery)),
                    Table.Cell.of(Shown.took(delivery, "duration_ms")));
        }
        screen.table(table);
        if (!next.isEmpty()) {
            screen.line(Terminal.Colour.DIM, "There are more; --limit shows them.");
        }
    }

    private int follow(AdminClient server, Screen screen) throws AdminFailure {
        Map<String, String> told = new HashMap<>();
        try (AdminEvents events = server.events("/api/live")) {
            for (Optional<AdminEvents.Event> event = events.next(); event.isPresent(); event = events.next()) {
                JsonObject delivery = event.get().data();
                if (!event.get().name().equals("delivery") || !filter.takes(delivery)) {
                    continue;
                }
                String state = Shown.text(delivery, "state");
                if (state.equals(told.put(Shown.text(delivery, "entry"), state))) {
                    continue;
                }
                if (screen.json()) {
                    screen.next(delivery);
                } else {
                    screen.line(Shown.colour(state), row(delivery, state));
                }
            }
        }
        throw new AdminFailure("the server has ended");
    }

    private static String row(JsonObject delivery, String state) {
        String where = Shown.repository(delivery) + " " + Shown.place(delivery);
        return String.format(
                        "%-7s %-10s %-19s %-9s %-18s %s",
                        Shown.text(delivery, "entry"),
                        state,
                        Shown.time(delivery, "received"),
                        Shown.text(delivery, "source"),
                        Shown.text(delivery, "event"),
                        where.strip() + "  " + Shown.hooks(delivery))
                .stripTrailing();
    }
}
