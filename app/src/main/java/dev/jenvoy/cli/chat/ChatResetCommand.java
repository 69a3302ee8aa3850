package dev.jenvoy.cli.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forgets what commands made. */
@Command(
        name = "reset",
        description = "Forgets all routes, tokens and default events that were made by command.",
        mixinStandardHelpOptions = true)
final class ChatResetCommand extends AdminCommand {

    @Option(names = "--yes", description = "Really do it.")
    private boolean yes;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        if (!yes) {
            throw wrong("This forgets all routes, tokens and default events made by command; confirm it with --yes");
        }
        JsonObject body = new JsonObject();
        body.addProperty("yes", true);
        return ChatReply.print(screen, server.send("POST", ChatReply.BASE + "/reset", body));
    }
}
