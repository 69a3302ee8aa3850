package dev.jenvoy.cli.setup;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command about the service. */
final class ServiceOptions {

    @Option(
            names = "--user",
            description = "A service of yours, not of the system. It ends when you log out, unless you linger.")
    private boolean ofUser;

    @Option(names = "--name", paramLabel = "NAME", description = "The name of the unit. Default: jenvoy.")
    private String name = "jenvoy";

    @Option(names = "--dry-run", description = "Print what would be done, and do nothing.")
    private boolean dry;

    @Option(
            names = "--root",
            paramLabel = "FOLDER",
            description = "The folder of an image that does not run; nothing is started.")
    private @Nullable Path root;

    /** Returns the defaults for a service of the user or of the system. */
    static ServiceOptions of(boolean ofUser) {
        ServiceOptions options = new ServiceOptions();
        options.ofUser = ofUser;
        return options;
    }

    Systemd systemd(Map<String, String> environment, PrintWriter out) {
        return new Systemd(environment, out, ofUser, dry, root);
    }

    boolean ofUser() {
        return ofUser;
    }

    /** Returns whether the service belongs to the running system. */
    boolean runs() {
        return root == null;
    }

    String name() throws Systemd.Failure {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,100}")) {
            throw new Systemd.Failure("--name: not a unit's name");
        }
        return name;
    }
}
