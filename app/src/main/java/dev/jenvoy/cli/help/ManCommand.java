package dev.jenvoy.cli.help;

import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.serve.ServerRunner;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the man page. */
@Command(name = "man", description = "Prints the manual page: jenvoy man | man -l -", mixinStandardHelpOptions = true)
public final class ManCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        own.commandLine().getOut().print(ManPage.of(own.root(), ServerRunner.version()));
        own.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
