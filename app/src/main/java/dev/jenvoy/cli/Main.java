package dev.jenvoy.cli;

import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.permission.StrictModes;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program. Exit codes: 0 when all is fine, 1 when the thing asked about is bad, 2 for wrong usage. A server that ends
 * itself at once has {@link dev.jenvoy.app.FailStop#CODE}.
 */
@Command(
        name = "jenvoy",
        description = "Runs executable scripts on signed webhook deliveries.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            SendCommand.class,
            SecretCommand.class,
            RehearseCommand.class,
            DeliveriesCommand.class,
            RedeliverCommand.class,
            CancelCommand.class,
            HooksCommand.class,
            ConfigCommand.class,
            EndpointCommand.class,
            CompletionCommand.class,
            ManCommand.class
        })
public final class Main implements Runnable {

    /** All is fine. */
    static final int FINE = 0;

    /** The thing asked about is bad. */
    static final int BAD = 1;

    private final Surroundings surroundings;

    @Spec
    @org.jspecify.annotations.Nullable
    private CommandSpec spec;

    Main(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * What a command sees of the machine.
     *
     * @param environment the environment variables
     * @param folder the working folder
     */
    record Surroundings(Map<String, String> environment, Path folder) {

        /** Those of a command that judges files for a server of another user perhaps. */
        Surroundings ofOnlooker() {
            return new Surroundings(StrictModes.asOnlooker(environment), folder);
        }
    }

    /** Runs the command that the arguments name. */
    public static void main(String[] args) {
        Surroundings surroundings =
                new Surroundings(System.getenv(), Path.of("").toAbsolutePath());
        System.exit(run(args, surroundings));
    }

    private static int run(String[] args, Surroundings surroundings) {
        Optional<ConfigFile> served = Serving.plain(args, surroundings);
        if (served.isEmpty()) {
            return commandLine(surroundings).execute(args);
        }
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        try {
            return Serving.run(served.get(), surroundings, out, err);
        } catch (InterruptedException | RuntimeException e) {
            return failed(err, e);
        }
    }

    private static int failed(PrintWriter err, Exception failure) {
        err.println("jenvoy: " + failure.getMessage());
        return BAD;
    }

    /** The whole command line, to be run in this process. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new Main(surroundings));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, result) -> failed(command.getErr(), failure));
        return line;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), "Missing command");
    }
}
