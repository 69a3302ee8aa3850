package dev.jenvoy.cli.admin;

import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.ConfigFile;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that calls the running server. */
public abstract class AdminCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Override
    public final Integer call() throws Exception {
        AdminClient server = options.client(spec(), surroundings());
        CommandOutput screen = new CommandOutput(
                spec().commandLine().getOut(), options.terminal(surroundings().environment()), options.isJson());
        return run(server, screen);
    }

    /** Runs the command and returns the exit code. */
    public abstract int run(AdminClient server, CommandOutput screen) throws Exception;

    public final CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    public final Surroundings surroundings() {
        return ((RootCommand) spec().root().userObject()).surroundings();
    }

    /** Returns the configuration that says where the server is. */
    protected final ConfigFile configFile() {
        return options.configFile(spec(), surroundings());
    }

    /** Returns an exception for wrong usage. */
    public final ParameterException wrong(String words) {
        return new ParameterException(spec().commandLine(), words);
    }
}
