package dev.jenvoy.cli.chat;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Drops a message. */
@Command(name = "drop", description = "Drops a message that has not been sent yet.", mixinStandardHelpOptions = true)
final class ChatDropCommand extends AdminCommand {

    @Parameters(paramLabel = "MESSAGE", description = "Its number, as the log shows it: 1042.3")
    private String message = "";

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        return AskedMessage.print(
                screen,
                "dropped: ",
                server.send(
                        "POST",
                        ChatReply.BASE + "/messages/" + ChatReply.segment(message) + "/drop",
                        new JsonObject()));
    }
}
