package dev.jenvoy.cli.deliveries;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminEvents;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.admin.AdminList;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Table;
import dev.jenvoy.cli.base.Terminal;
import java.util.HashMap;
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

    @Mixin
    private final DeliveryFilter filter = new DeliveryFilter();

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Maximum number of deliveries. Default: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Option(
            names = {"-f", "--follow"},
            description = "Print a line whenever a delivery's state changes, until interrupted.")
    private boolean follow;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        if (limit < 1) {
            throw wrong("--limit: expected 1 or more");
        }
        if (follow) {
            return follow(server, screen);
        }
        AdminList.Found found =
                new AdminList("/api/deliveries", "deliveries").newest(server, filter.parameters(), limit);
        print(screen, found.objects(), found.next());
        return ExitCode.OK;
    }

    private static void print(CommandOutput screen, JsonArray found, String next) {
        JsonObject all = new JsonObject();
        all.add("deliveries", found);
        if (screen.json()) {
            all.add("next", next.isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(next));
            screen.object(all);
            return;
        }
        if (found.isEmpty()) {
            screen.line("No deliveries.");
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
        for (JsonObject delivery : JsonView.objects(all, "deliveries")) {
            String state = JsonView.shown(delivery);
            table.add(
                    Table.Cell.of(JsonView.text(delivery, "entry")),
                    new Table.Cell(state, JsonView.colour(state)),
                    Table.Cell.of(JsonView.time(delivery, "received")),
                    Table.Cell.of(JsonView.text(delivery, "source")),
                    Table.Cell.of(JsonView.text(delivery, "event")),
                    Table.Cell.of(JsonView.repository(delivery)),
                    Table.Cell.of(JsonView.place(delivery)),
                    Table.Cell.of(JsonView.hooks(delivery)),
                    Table.Cell.of(JsonView.took(delivery, "duration_ms")));
        }
        screen.table(table);
        if (!next.isEmpty()) {
            screen.line(Terminal.Colour.DIM, "There are more deliveries; show them with --limit.");
        }
    }

    private int follow(AdminClient server, CommandOutput screen) throws AdminFailure {
        Map<String, String> told = new HashMap<>();
        try (AdminEvents events = server.events("/api/live")) {
            for (Optional<AdminEvents.Event> event = events.next(); event.isPresent(); event = events.next()) {
                JsonObject delivery = event.get().data();
                if (!event.get().name().equals("delivery") || !filter.takes(delivery)) {
                    continue;
                }
                String state = JsonView.text(delivery, "state");
                if (state.equals(told.put(JsonView.text(delivery, "entry"), state))) {
                    continue;
                }
                if (screen.json()) {
                    screen.next(delivery);
                } else {
                    screen.line(JsonView.colour(state), row(delivery, state));
                }
            }
        }
        throw new AdminFailure("the server has stopped");
    }

    private static String row(JsonObject delivery, String state) {
        String where = JsonView.repository(delivery) + " " + JsonView.place(delivery);
        return String.format(
                        "%-7s %-10s %-19s %-9s %-18s %s",
                        JsonView.text(delivery, "entry"),
                        state,
                        JsonView.time(delivery, "received"),
                        JsonView.text(delivery, "source"),
                        JsonView.text(delivery, "event"),
                        where.strip() + "  " + JsonView.hooks(delivery))
                .stripTrailing();
    }
}
