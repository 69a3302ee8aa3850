package dev.jenvoy.cli.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tries a room out. */
@Command(
        name = "test",
        description = {
            "Says a line in a room at once, and prints what the service answers. Opens a shut room if it is accepted.",
            "Exit code 0 when the service accepted it, 1 when it did not, 2 for wrong usage."
        },
        mixinStandardHelpOptions = true)
final class ChatTestCommand extends AdminCommand {

    @Parameters(paramLabel = "ROOM", description = "The name of a room.")
    private String room = "";

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        return SaidLine.print(
                screen,
                server.send("POST", ChatReply.BASE + "/rooms/" + ChatReply.segment(room) + "/test", new JsonObject()));
    }
}
