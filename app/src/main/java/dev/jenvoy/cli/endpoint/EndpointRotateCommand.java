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

/** Gives an endpoint a new secret. */
@Command(
        name = "rotate",
        description = "Gives an endpoint a new secret, printed this once. The old one is taken for 24 hours more.",
        mixinStandardHelpOptions = true)
final class EndpointRotateCommand extends AdminCommand {

    @Mixin
    private final EndpointName name = new EndpointName();

    @Option(
            names = "--repo-path",
            paramLabel = "OWNER/REPOSITORY",
            description = "The repository's new name, if it was renamed.")
    private @Nullable String repoPath;

    @Option(names = "--revoke-old", description = "Take the old secret no more, for it has leaked.")
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
