package dev.jenvoy.cli;

import dev.jenvoy.app.Machine;
import dev.jenvoy.app.Server;
import dev.jenvoy.app.StartFailure;
import dev.jenvoy.config.Config;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.FirstConfig;
import dev.jenvoy.config.LoadResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Runs the server in the foreground. */
@Command(
        name = "serve",
        description = {
            "Runs the server until it is told to stop (SIGTERM, SIGINT).",
            "Where there is no configuration it writes one, with a fresh secret."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  stopped in good order",
            "  1  cannot start: the configuration is broken, the port or the data folder is taken, the journal is damaged",
            "  2  wrong usage",
            "  130, 143  stopped at once by a second signal"
        },
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @ParentCommand
    private @Nullable Main main;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws InterruptedException {
        Main.Surroundings surroundings = Objects.requireNonNull(main).surroundings();
        PrintWriter out = commandOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        ConfigFile file = config.locate(Objects.requireNonNull(spec), surroundings);
        Optional<String> secret;
        try {
            secret = firstStart(file);
        } catch (IOException e) {
            err.println("jenvoy: no configuration could be written to " + file.path() + ": " + e);
            return Main.BAD;
        }
        LoadResult result = file.load();
        if (!(result instanceof LoadResult.Loaded loaded)) {
            err.println("jenvoy: the configuration cannot be used: " + file.path());
            result.problems().forEach(problem -> err.println("  " + problem.describe()));
            return Main.BAD;
        }
        Shutdown shutdown = Shutdown.install();
        Server server;
        try {
            server = Server.start(file, loaded, Machine.of(surroundings.environment()));
        } catch (StartFailure e) {
            err.println("jenvoy: " + e.getMessage());
            return Main.BAD;
        }
        shutdown.started(server);
        greet(out, file, loaded, server, secret);
        shutdown.await();
        return Main.FINE;
    }

    private PrintWriter commandOut() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    /** Writes a configuration where there is none, and the hooks folder that it names. */
    private static Optional<String> firstStart(ConfigFile file) throws IOException {
        if (file.mustExist() || !file.isMissing()) {
            return Optional.empty();
        }
        Optional<String> secret = new FirstConfig(new SecureRandom()).create(file.path());
        if (secret.isPresent()) {
            Path folder = Objects.requireNonNull(file.path().getParent());
            Files.createDirectories(folder.resolve("hooks"));
        }
        return secret;
    }

    private static void greet(
            PrintWriter out, ConfigFile file, LoadResult.Loaded loaded, Server server, Optional<String> secret) {
        Config config = loaded.config();
        int port = server.address().getPort();
        out.println("Jenvoy " + Version.text() + " listens on " + config.httpHost() + " port " + port);
        out.println("  configuration  " + file.path());
        out.println("  hooks          " + config.hooksPath());
        out.println("  dashboard      "
                + dashboard(config.adminHost(), server.adminAddress().getPort()));
        secret.ifPresent(text -> Welcome.print(out, text, port));
        out.flush();
    }

    private static String dashboard(String host, int port) {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/";
    }
}
