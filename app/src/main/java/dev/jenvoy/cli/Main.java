package dev.jenvoy.cli;

import dev.jenvoy.cli.audit.AuditCommand;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.cli.chat.ChatCommand;
import dev.jenvoy.cli.config.ConfigCommand;
import dev.jenvoy.cli.config.SecretCommand;
import dev.jenvoy.cli.deliveries.CancelCommand;
import dev.jenvoy.cli.deliveries.DeliveriesCommand;
import dev.jenvoy.cli.deliveries.ExportCommand;
import dev.jenvoy.cli.deliveries.LogsCommand;
import dev.jenvoy.cli.deliveries.RedeliverCommand;
import dev.jenvoy.cli.doctor.DoctorCommand;
import dev.jenvoy.cli.endpoint.EndpointCommand;
import dev.jenvoy.cli.forges.CatchUpCommand;
import dev.jenvoy.cli.help.CommandGroups;
import dev.jenvoy.cli.help.CompletionCommand;
import dev.jenvoy.cli.help.HelpCommand;
import dev.jenvoy.cli.help.ManCommand;
import dev.jenvoy.cli.help.Misuse;
import dev.jenvoy.cli.help.Version;
import dev.jenvoy.cli.hooks.CheckCommand;
import dev.jenvoy.cli.hooks.ExplainCommand;
import dev.jenvoy.cli.hooks.HooksCommand;
import dev.jenvoy.cli.imports.ImportCommand;
import dev.jenvoy.cli.keep.BackupCommand;
import dev.jenvoy.cli.keep.JournalCommand;
import dev.jenvoy.cli.keep.RestoreCommand;
import dev.jenvoy.cli.send.SendCommand;
import dev.jenvoy.cli.serve.RehearseCommand;
import dev.jenvoy.cli.serve.ServeCommand;
import dev.jenvoy.cli.serve.ServerRunner;
import dev.jenvoy.cli.servers.ServersCommand;
import dev.jenvoy.cli.setup.InitCommand;
import dev.jenvoy.cli.setup.ServiceCommand;
import dev.jenvoy.cli.status.StatusCommand;
import dev.jenvoy.cli.tickets.TicketsCommand;
import dev.jenvoy.cluster.ServerRole;
import dev.jenvoy.config.ConfigFile;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program: lists its commands. {@link ExitCode} has its exit codes. */
@Command(
        name = "jenvoy",
        customSynopsis = "jenvoy COMMAND [OPTIONS]",
        description = "Runs executable scripts on signed webhook deliveries.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            InitCommand.class,
            ServeCommand.class,
            StatusCommand.class,
            ServersCommand.class,
            DoctorCommand.class,
            ServiceCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            SendCommand.class,
            SecretCommand.class,
            RehearseCommand.class,
            DeliveriesCommand.class,
            LogsCommand.class,
            RedeliverCommand.class,
            CancelCommand.class,
            AuditCommand.class,
            HooksCommand.class,
            ConfigCommand.class,
            EndpointCommand.class,
            ChatCommand.class,
            TicketsCommand.class,
            ImportCommand.class,
            CatchUpCommand.class,
            BackupCommand.class,
            JournalCommand.class,
            RestoreCommand.class,
            ExportCommand.class,
            HelpCommand.class,
            CompletionCommand.class,
            ManCommand.class
        })
public final class Main implements RootCommand, Runnable {

    private final Surroundings surroundings;

    @Spec
    private @Nullable CommandSpec spec;

    Main(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs the command that the arguments name. */
    public static void main(String[] args) {
        Surroundings surroundings =
                new Surroundings(System.getenv(), Path.of("").toAbsolutePath());
        System.exit(run(args, surroundings));
    }

    private static int run(String[] args, Surroundings surroundings) {
        Optional<ConfigFile> served = ServerRunner.plain(args, surroundings);
        if (served.isEmpty()) {
            return commandLine(surroundings).execute(args);
        }
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        try {
            return ServerRunner.run(served.get(), ServerRole.ALL, surroundings, out, err);
        } catch (InterruptedException | RuntimeException e) {
            return failed(err, e);
        }
    }

    private static int failed(PrintWriter err, Exception failure) {
        err.println("jenvoy: " + failure.getMessage());
        return ExitCode.FAILED;
    }

    /** Returns the complete command line, which runs in this process. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new Main(surroundings));
        CommandGroups.showIn(line);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((failure, arguments) -> Misuse.report(failure));
        line.setExecutionExceptionHandler((failure, command, result) -> failed(command.getErr(), failure));
        return line;
    }

    @Override
    public Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getOut());
    }
}
