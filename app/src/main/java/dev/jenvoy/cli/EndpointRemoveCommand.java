package dev.jenvoy.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes an endpoint. */
@Command(
        name = "remove",
        description = "Removes an endpoint: its address is not there any more.",
        mixinStandardHelpOptions = true)
final class EndpointRemoveCommand extends AdminCommand {

    @Mixin
    private final EndpointName name = new EndpointName();

    @Override
    int run(AdminClient server, Screen screen) throws AdminFailure {
        AdminClient.Reply reply = server.send("DELETE", AdminClient.query(EndpointName.BASE, name.parameters()), null);
        JsonObject data = EndpointName.data(reply);
        if (screen.json()) {
            screen.object(reply.json());
        } else {
            screen.line("Removed " + Shown.text(data, "uri"));
        }
        return ExitCode.OK;
    }
}
