package dev.jenvoy.cli.endpoint;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows one endpoint. */
@Command(
        name = "find",
        description = {
            "Shows one endpoint, without its secret.",
            "Exit code 0 when it accepts deliveries, 1 when it does not exist or its secret cannot be opened."
        },
        mixinStandardHelpOptions = true)
final class EndpointFindCommand extends AdminCommand {

    @Mixin
    private final EndpointName name = new EndpointName();

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        AdminClient.Reply reply =
                server.send("GET", AdminClient.query(EndpointName.BASE + "/find", name.parameters()), null);
        JsonObject data = EndpointName.data(reply);
        int code = EndpointName.print(screen, reply);
        String problem = JsonView.text(data, "why_not");
        if (!problem.isEmpty() && !screen.json()) {
            screen.line(Terminal.Colour.RED, "It rejects every delivery: " + problem);
        }
        return problem.isEmpty() ? code : ExitCode.FAILED;
    }
}
