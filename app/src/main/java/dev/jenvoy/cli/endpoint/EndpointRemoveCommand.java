package dev.jenvoy.cli.endpoint;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes an endpoint. */
@Command(name = "remove", description = "Removes an endpoint and its address.", mixinStandardHelpOptions = true)
final class EndpointRemoveCommand extends AdminCommand {

    @Mixin
    private final EndpointName name = new EndpointName();

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        AdminClient.Reply reply = server.send("DELETE", AdminClient.query(EndpointName.BASE, name.parameters()), null);
        JsonObject data = EndpointName.data(reply);
        if (screen.json()) {
            screen.object(reply.json());
        } else {
            screen.line("Removed " + JsonView.text(data, "uri"));
        }
        return ExitCode.OK;
    }
}
