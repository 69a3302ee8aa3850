package dev.jenvoy.cli;

import com.google.gson.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes in a secret that exists. */
@Command(
        name = "import",
        description =
                "Registers an endpoint with a secret that its sender has already, or gives it to one that is there.",
        mixinStandardHelpOptions = true)
final class EndpointImportCommand extends AdminCommand {

    @Mixin
    private final EndpointName name = new EndpointName();

    @Parameters(index = "2", paramLabel = "OWNER/REPOSITORY", description = "The repository that it is for.")
    private String repoPath = "";

    @Option(
            names = "--secret",
            required = true,
            paramLabel = "REFERENCE",
            description = "The secret: env:NAME or file:PATH.")
    private String secret = "";

    @Override
    int run(AdminClient server, Screen screen) throws AdminFailure {
        JsonObject wanted = name.json();
        wanted.addProperty("repo_path", repoPath);
        wanted.addProperty("secret", Reference.follow("--secret", secret, surroundings()));
        return EndpointName.print(screen, server.send("PATCH", EndpointName.BASE + "/import", wanted));
    }
}
