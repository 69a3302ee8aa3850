package dev.jenvoy.cli.chat;

import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import picocli.CommandLine.Command;

/** Exports what commands made. */
@Command(
        name = "export",
        description = "Prints routes and default events as JSON, for import. Tokens are not exported: set them again.",
        mixinStandardHelpOptions = true)
final class ChatExportCommand extends AdminCommand {

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        screen.object(server.get(ChatReply.BASE + "/config"));
        return ExitCode.OK;
    }
}
