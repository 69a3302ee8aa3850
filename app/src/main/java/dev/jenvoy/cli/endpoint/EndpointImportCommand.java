package dev.jenvoy.cli.endpoint;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.admin.SecretReference;
import dev.jenvoy.cli.base.CommandOutput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports an existing secret. */
@Command(
        name = "import",
        description =
                "Registers an endpoint with a secret that its sender already has, or sets the secret of an existing one.",
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
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        JsonObject wanted = name.json();
        wanted.addProperty("repo_path", repoPath);
        wanted.addProperty("secret", SecretReference.follow("--secret", secret, surroundings()));
        return EndpointName.print(screen, server.send("PATCH", EndpointName.BASE + "/import", wanted));
    }
}
