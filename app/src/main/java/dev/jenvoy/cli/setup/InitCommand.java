package dev.jenvoy.cli.setup;

import dev.jenvoy.cli.admin.SecretReference;
import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.config.FirstConfig;
import dev.jenvoy.config.LoadResult;
import dev.jenvoy.option.json.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for the first values of a configuration and writes it. */
@Command(
        name = "init",
        description = {
            "Asks for the port, the secret and the hooks folder, and writes a configuration that only you can read (0600).",
            "Enter takes the default; --yes asks nothing. An existing configuration is never overwritten."
        },
        mixinStandardHelpOptions = true)
public final class InitCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration to write. Default: $JENVOY_CONFIG, else ./config.json.")
    private @Nullable Path file;

    @Option(
            names = {"-y", "--yes"},
            description = "Ask nothing: take the defaults, and the values of the other options.")
    private boolean yes;

    @Option(names = "--port", paramLabel = "PORT", description = "The port for deliveries. Default: 5000.")
    private @Nullable Integer port;

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description = "The secret of webhooks: env:NAME or file:PATH, read at each start. Default: a new one.")
    private @Nullable String secret;

    @Option(names = "--hooks", paramLabel = "FOLDER", description = "The hooks folder. Default: hooks.")
    private @Nullable String hooks;

    @Option(
            names = "--service",
            paramLabel = "WHOSE",
            description = "Install a service of systemd: ${COMPLETION-CANDIDATES}. Default: none.")
    private @Nullable Whose service;

    /** Whose service is installed. */
    enum Whose {
        NONE,
        USER,
        SYSTEM;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        Surroundings surroundings = ((RootCommand) command.root().userObject()).surroundings();
        ConfigFile config = ConfigFile.locate(file, surroundings.environment(), surroundings.folder());
        if (!config.isMissing()) {
            err.println("jenvoy: there is a configuration already: " + config.path());
            return ExitCode.FAILED;
        }
        Map<String, Object> values;
        Whose whose;
        try {
            Questions questions = new Questions(out, yes);
            values = values(questions);
            whose = service != null
                    ? service
                    : questions.choice("A service of systemd: none, user or system", Whose.NONE, Whose.values());
        } catch (Questions.Unanswered e) {
            err.println("jenvoy: " + e.getMessage());
            return ExitCode.FAILED;
        }
        Optional<String> written;
        Path folder;
        try {
            written = new FirstConfig(new SecureRandom()).create(config.path(), values);
            folder = Objects.requireNonNull(config.path().getParent())
                    .resolve(String.valueOf(values.getOrDefault("hooks_path", "hooks")));
            Files.createDirectories(folder);
        } catch (IOException e) {
            err.println("jenvoy: the configuration could not be written to " + config.path() + ": " + e);
            return ExitCode.FAILED;
        }
        if (written.isEmpty()) {
            err.println("jenvoy: there is a configuration already: " + config.path());
            return ExitCode.FAILED;
        }
        return finish(config, surroundings, whose, folder);
    }

    private Map<String, Object> values(Questions questions) throws Questions.Unanswered {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("http_port", port != null ? checked(port) : questions.port("Port for deliveries", 5000, MAX_PORT));
        if (secret != null && !SecretReference.isOne(secret)) {
            throw new Questions.Unanswered(
                    "--secret must be env:NAME or file:PATH, because other users of the machine can see arguments");
        }
        String given = secret != null ? secret : questions.text("Secret of the webhooks (Enter makes a new one)", "");
        if (!given.isEmpty()) {
            values.put("enforce_secret", given);
        }
        values.put("hooks_path", hooks != null ? hooks : questions.text("Hooks folder", "hooks"));
        return values;
    }

    private static int checked(int port) throws Questions.Unanswered {
        if (port < 0 || port > MAX_PORT) {
            throw new Questions.Unanswered("--port: " + port + " is not a port, 0 to " + MAX_PORT);
        }
        return port;
    }

    private int finish(ConfigFile config, Surroundings surroundings, Whose whose, Path folder)
            throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        out.println("Written: " + config.path());
        out.println("Hooks:   " + folder);
        LoadResult read = config.load();
        read.problems().forEach(problem -> out.println("  " + problem.describe()));
        boolean broken = read.problems().stream().anyMatch(Problem::isError);
        if (whose != Whose.NONE && !broken) {
            ServiceOptions options = ServiceOptions.of(whose == Whose.USER);
            try {
                new ServiceInstall(config, surroundings, out).run(options);
            } catch (Systemd.Failure e) {
                err.println("jenvoy: " + e.getMessage());
                return ExitCode.FAILED;
            }
        }
        String named = config.path().equals(surroundings.folder().resolve("config.json"))
                ? ""
                : " --config " + CalledAs.quoted(config.path().toString());
        out.println();
        if (whose == Whose.NONE) {
            out.println("Start it:   " + CalledAs.words() + " serve" + named);
        }
        out.println("Try it:     " + CalledAs.words() + " send push" + named);
        out.println("First hook: " + CalledAs.words() + " hooks new push" + named);
        return broken ? ExitCode.FAILED : ExitCode.OK;
    }
}
