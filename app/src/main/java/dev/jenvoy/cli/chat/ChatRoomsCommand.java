package dev.jenvoy.cli.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Table;
import dev.jenvoy.cli.base.Terminal;
import picocli.CommandLine.Command;

/** Lists the rooms. */
@Command(
        name = "rooms",
        description = "Lists the rooms: their state, what waits, and the last error.",
        mixinStandardHelpOptions = true)
final class ChatRoomsCommand extends AdminCommand {

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        JsonObject all = server.get(ChatReply.BASE);
        if (screen.json()) {
            screen.object(all);
            return ExitCode.OK;
        }
        Table table =
                new Table(screen.terminal(), "ROOM", "KIND", "ACCOUNT", "STATE", "WAITING", "LAST SENT", "LAST ERROR");
        table.whole("ROOM", "STATE", "WAITING").spare("ACCOUNT");
        for (JsonObject room : JsonView.objects(all, "rooms")) {
            String state = JsonView.text(room, "state");
            table.add(
                    Table.Cell.of(JsonView.text(room, "name")),
                    Table.Cell.of(JsonView.text(room, "kind")),
                    Table.Cell.of(JsonView.text(room, "account")),
                    new Table.Cell(state, colour(state)),
                    Table.Cell.of(JsonView.text(room, "waiting")),
                    Table.Cell.of(JsonView.time(room, "last_sent")),
                    new Table.Cell(JsonView.text(room, "last_error"), Terminal.Colour.RED));
        }
        if (table.isEmpty()) {
            screen.line("No rooms.");
        } else {
            screen.table(table);
        }
        for (String problem : JsonView.texts(all, "problems")) {
            screen.line(Terminal.Colour.YELLOW, "Problem: " + problem);
        }
        return ExitCode.OK;
    }

    private static Terminal.Colour colour(String state) {
        return switch (state) {
            case "open" -> Terminal.Colour.GREEN;
            case "shut" -> Terminal.Colour.RED;
            default -> Terminal.Colour.YELLOW;
        };
    }
}
