package dev.jenvoy.cli.serve;

import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.config.GivenValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of {@code serve} that take the place of values in the configuration. */
final class ServeOptions {

    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address that the public listener binds to: http_host.")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "Its port; 0 takes any free one: http_port.")
    private @Nullable Integer port;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            description = "Port of the dashboard and the API; 0 takes any free one: admin_port.")
    private @Nullable Integer adminPort;

    @Option(names = "--hooks", paramLabel = "FOLDER", description = "Folder of the hooks: hooks_path.")
    private @Nullable Path hooks;

    @Option(names = "--data", paramLabel = "FOLDER", description = "Folder of the journal: data_path.")
    private @Nullable Path data;

    @Option(names = "--log-level", paramLabel = "LEVEL", description = "One of: ${COMPLETION-CANDIDATES}: debug_level.")
    private @Nullable LogLevel level;

    @Option(
            names = "--intake",
            description = "Only accept deliveries; other servers that share the journal run the hooks.")
    private boolean intake;

    @Option(names = "--worker", description = "Only run hooks, of deliveries that other servers accept.")
    private boolean worker;

    /** The levels of the configuration. */
    enum LogLevel {
        DEBUG,
        INFO,
        WARNING,
        ERROR,
        CRITICAL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Returns the values that were given.
     *
     * @param file the configuration, for paths that lie below its folder
     * @param workingFolder what relative paths are relative to
     * @throws ParameterException when a number is not a port
     */
    List<GivenValue> given(CommandSpec command, Path file, Path workingFolder) {
        List<GivenValue> given = new ArrayList<>();
        add(given, "--host", "http_host", host);
        add(given, "--port", "http_port", port(command, "--port", port));
        add(given, "--admin-port", "admin_port", port(command, "--admin-port", adminPort));
        add(given, "--hooks", "hooks_path", path(hooks, file, workingFolder));
        add(given, "--data", "data_path", path(data, file, workingFolder));
        add(given, "--log-level", "debug_level", level == null ? null : level.name());
        return given;
    }

    /**
     * Returns what the server does: everything, unless an option says otherwise.
     *
     * @throws ParameterException when both options are given
     */
    Set<ServerRole> roles(CommandSpec command) {
        if (intake && worker) {
            throw new ParameterException(
                    command.commandLine(),
                    "--intake and --worker exclude each other: without them, a server does both");
        }
        return intake ? Set.of(ServerRole.INTAKE) : worker ? Set.of(ServerRole.WORKER) : ServerRole.ALL;
    }

    private static void add(List<GivenValue> given, String option, String key, @Nullable Object value) {
        if (value != null) {
            given.add(new GivenValue(option, key, value));
        }
    }

    private static @Nullable Integer port(CommandSpec command, String option, @Nullable Integer port) {
        if (port != null && (port < 0 || port > MAX_PORT)) {
            throw new ParameterException(
                    command.commandLine(), option + ": " + port + " is not a port, 0 to " + MAX_PORT);
        }
        return port;
    }

    /** Relative to the folder of the configuration where it lies below that, so that a first one can be moved. */
    private static @Nullable String path(@Nullable Path path, Path file, Path workingFolder) {
        if (path == null) {
            return null;
        }
        Path whole = workingFolder.resolve(path).normalize();
        Path folder = Objects.requireNonNull(file.getParent());
        boolean below = whole.startsWith(folder) && !whole.equals(folder);
        return below ? folder.relativize(whole).toString() : whole.toString();
    }
}
