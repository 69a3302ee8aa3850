package dev.jenvoy.cli.endpoint;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Registers an endpoint. */
@Command(
        name = "register",
        description = "Registers an endpoint, and prints its address and its new secret, which is shown only once.",
        mixinStandardHelpOptions = true)
final class EndpointRegisterCommand extends AdminCommand {

    @Mixin
    private final EndpointName name = new EndpointName();

    @Parameters(index = "2", paramLabel = "OWNER/REPOSITORY", description = "The repository that it is for.")
    private String repoPath = "";

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        JsonObject wanted = name.json();
        wanted.addProperty("repo_path", repoPath);
        return EndpointName.print(screen, server.send("POST", EndpointName.BASE + "/register", wanted));
    }
}
