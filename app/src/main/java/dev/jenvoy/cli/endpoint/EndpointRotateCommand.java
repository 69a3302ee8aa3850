package dev.jenvoy.cli.endpoint;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminCommand;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CommandOutput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates a new secret for an endpoint. */
@Command(
        name = "rotate",
        description =
                "Creates a new secret for an endpoint, shown only once. The old one is accepted for 24 more hours.",
        mixinStandardHelpOptions = true)
final class EndpointRotateCommand extends AdminCommand {

    @Mixin
    private final EndpointName name = new EndpointName();

    @Option(
            names = "--repo-path",
            paramLabel = "OWNER/REPOSITORY",
            description = "The repository's new name, if it was renamed.")
    private @Nullable String repoPath;

    @Option(names = "--revoke-old", description = "Reject the old secret at once, for example because it has leaked.")
    private boolean revokeOld;

    @Override
    public int run(AdminClient server, CommandOutput screen) throws AdminFailure {
        JsonObject wanted = name.json();
        if (repoPath != null) {
            wanted.addProperty("repo_path", repoPath);
        }
        wanted.addProperty("revoke_old", revokeOld);
        return EndpointName.print(screen, server.send("PATCH", EndpointName.BASE + "/update", wanted));
    }
}
