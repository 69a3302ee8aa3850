package dev.jenvoy.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Registers an endpoint. */
@Command(
        name = "register",
        description = "Registers an endpoint, and prints its address and its new secret, this once.",
        mixinStandardHelpOptions = true)
final class EndpointRegisterCommand extends AdminCommand {

    @Mixin
    private final EndpointName name = new EndpointName();

    @Parameters(index = "2", paramLabel = "OWNER/REPOSITORY", description = "The repository that it is for.")
    private String repoPath = "";

    @Override
    int run(AdminClient server, Screen screen) throws AdminFailure {
        JsonObject wanted = name.json();
        wanted.addProperty("repo_path", repoPath);
        return EndpointName.print(screen, server.send("POST", EndpointName.BASE + "/register", wanted));
    }
}
