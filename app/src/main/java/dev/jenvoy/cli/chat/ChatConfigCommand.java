package dev.jenvoy.cli.chat;

import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import picocli.CommandLine.Command;

/** Shows what commands made. */
@Command(
        name = "config",
        description = "Prints routes, default events and tokens as JSON. A token is shown as (set).",
        mixinStandardHelpOptions = true)
final class ChatConfigCommand extends AdminCommand {

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        screen.object(server.get(ChatReply.BASE + "/config"));
        return ExitCode.OK;
    }
}
