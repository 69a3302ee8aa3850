package dev.jenvoy.cli.help;

import dev.jenvoy.cli.base.ExitCode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes the program's commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script by which a shell completes commands and options: source <(jenvoy completion bash)",
            "The same script is for bash and zsh."
        },
        mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    /** Shells that it is known to work in. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        CommandSpec program = Objects.requireNonNull(spec).root();
        // The script speaks bash, and has zsh do so by its own means.
        String script = AutoComplete.bash(program.name(), program.commandLine());
        Objects.requireNonNull(spec).commandLine().getOut().println(script);
        return shell == Shell.BASH || shell == Shell.ZSH ? ExitCode.OK : ExitCode.FAILED;
    }
}
