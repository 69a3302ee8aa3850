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
            "Prints a script that completes commands and options in a shell: source <(jenvoy completion bash)",
            "The script is the same for bash and zsh."
        },
        mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    /** The shells that the script supports. */
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
        // The script is for bash; zsh runs it with its own emulation.
        String script = AutoComplete.bash(program.name(), program.commandLine());
        Objects.requireNonNull(spec).commandLine().getOut().println(script);
        return shell == Shell.BASH || shell == Shell.ZSH ? ExitCode.OK : ExitCode.FAILED;
    }
}
