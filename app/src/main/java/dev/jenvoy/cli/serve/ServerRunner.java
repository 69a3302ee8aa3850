package dev.jenvoy.cli.serve;

import dev.jenvoy.app.FailStop;
import dev.jenvoy.app.Platform;
import dev.jenvoy.app.Server;
import dev.jenvoy.app.StartFailure;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.JournalSection;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.web.ListenOptions;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a server in the foreground. Does not use picocli, which delays the start: its classes are too old for a
 * class-data archive (see {@code docs/concepts/performance.md}, "Choices that were measured").
 */
public final class ServerRunner {

    private static final String SHARED = "--intake and --worker are for servers that share a journal: see journal.url";

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.server");

    private ServerRunner() {}

    /**
     * Returns the file of a plain command line: {@code serve}, or {@code serve --config FILE} with an existing file.
     * Empty for every other command line, which picocli parses.
     */
    public static Optional<ConfigFile> plain(String[] arguments, Surroundings surroundings) {
        if (arguments.length == 0 || !arguments[0].equals("serve")) {
            return Optional.empty();
        }
        @Nullable Path named = null;
        if (arguments.length == 3 && arguments[1].equals("--config") && !arguments[2].startsWith("-")) {
            try {
                named = Path.of(arguments[2]);
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        } else if (arguments.length != 1) {
            return Optional.empty();
        }
        ConfigFile file = ConfigFile.locate(named, surroundings.environment(), surroundings.folder());
        return file.mustExist() && file.isMissing() ? Optional.empty() : Optional.of(file);
    }

    /**
     * Serves until the server is stopped.
     *
     * @param roles what the server does; less than all of it only beside others that share a journal
     * @return the exit code
     */
    public static int run(
            ConfigFile file, Set<ServerRole> roles, Surroundings surroundings, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        if (roles.size() < ServerRole.ALL.size() && file.isMissing()) {
            err.println("jenvoy: there is no configuration, and " + SHARED);
            return ExitCode.FAILED;
        }
        Optional<FirstStart> first;
        try {
            first = FirstStart.begin(file, surroundings.environment());
        } catch (IOException e) {
            err.println("jenvoy: the configuration could not be written to " + file.path() + ": " + e);
            return ExitCode.FAILED;
        } catch (StartFailure e) {
            err.println("jenvoy: " + e.getMessage());
            return ExitCode.FAILED;
        }
        LoadResult result = file.load();
        if (!(result instanceof LoadResult.Loaded loaded)) {
            err.println("jenvoy: the configuration cannot be used: " + file.path());
            result.problems().forEach(problem -> err.println("  " + problem.describe()));
            first.ifPresent(FirstStart::undo);
            return ExitCode.FAILED;
        }
        if (roles.size() < ServerRole.ALL.size()
                && loaded.config().get(JournalSection.GROUP).isEmpty()) {
            err.println("jenvoy: the configuration " + file.path() + " has no \"journal\", and " + SHARED);
            return ExitCode.FAILED;
        }
        FailStop.install();
        Shutdown shutdown = Shutdown.install();
        try {
            Server server =
                    Server.start(file, loaded, roles, Platform.of(surroundings.environment()), shutdown.request());
            // A signal until here is remembered: what is asked of the server for its greeting is not closed meanwhile.
            greet(out, file, loaded, server);
            welcome(new Welcome(out, file, surroundings.folder(), server.isSecure()), first, loaded, server);
            shutdown.started(server);
        } catch (StartFailure e) {
            err.println("jenvoy: " + e.getMessage());
            if (!e.isTaken()) {
                first.ifPresent(FirstStart::undo);
            }
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            if (!shutdown.request().isMade()) {
                throw e;
            }
            LOG.info("stopped before it served");
            return ExitCode.OK;
        }
        shutdown.await();
        return ExitCode.OK;
    }

    /** Says how to try the server, until a first delivery has come. */
    static void welcome(Welcome welcome, Optional<FirstStart> first, LoadResult.Loaded loaded, Server server) {
        int port = server.address().getPort();
        if (first.isPresent()) {
            welcome.first(first.get().secret(), port);
        } else if (loaded.config().get(GitHubOptions.GROUP).enforcesSignature() && server.isUntouched()) {
            welcome.again(port);
        }
    }

    /** Starts a server, which {@code shutdown} ends from then on, and prints its addresses. */
    static Server begin(ConfigFile file, LoadResult.Loaded loaded, Platform machine, Shutdown shutdown, PrintWriter out)
            throws StartFailure, InterruptedException {
        Server server = Server.start(file, loaded, ServerRole.ALL, machine, shutdown.request());
        shutdown.started(server);
        greet(out, file, loaded, server);
        return server;
    }

    private static void greet(PrintWriter out, ConfigFile file, LoadResult.Loaded loaded, Server server) {
        Config config = loaded.config();
        int port = server.address().getPort();
        out.println("Jenvoy " + version() + " listens on "
                + config.get(ListenOptions.GROUP).host() + " port " + port);
        out.println("  configuration  " + file.path());
        out.println("  hooks          " + config.get(HooksOptions.GROUP).folder());
        out.println("  dashboard      "
                + server.adminAddress()
                        .map(address ->
                                dashboard(config.get(AdminListenerOptions.GROUP).host(), address.getPort()))
                        .orElse("not available: port "
                                + config.get(AdminListenerOptions.GROUP).port()
                                + " is in use; set another with admin_port"));
        out.flush();
    }

    private static String dashboard(String host, int port) {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
    }

    /** Returns the version from the jar. */
    public static String version() {
        return Objects.requireNonNullElse(ServerRunner.class.getPackage().getImplementationVersion(), "(from classes)");
    }
}
