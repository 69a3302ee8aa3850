package dev.jenvoy.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that speaks to the running server. */
abstract class AdminCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final AdminOptions options = new AdminOptions();

    @Override
    public final Integer call() throws Exception {
        AdminClient server = options.client(spec(), surroundings());
        Screen screen = new Screen(
                spec().commandLine().getOut(), options.terminal(surroundings().environment()), options.isJson());
        return run(server, screen);
    }

    /** Does it; the exit code. */
    abstract int run(AdminClient server, Screen screen) throws Exception;

    final CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    final Surroundings surroundings() {
        return ((RootCommand) spec().root().userObject()).surroundings();
    }

    /** Wrong usage. */
    final ParameterException wrong(String words) {
        return new ParameterException(spec().commandLine(), words);
    }
}
