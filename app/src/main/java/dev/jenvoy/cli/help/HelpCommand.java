package dev.jenvoy.cli.help;

import dev.jenvoy.cli.base.ExitCode;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Shows all commands in groups, or the usage of one. */
@Command(
        name = "help",
        description = "Shows all commands, or one with its options: jenvoy help deliveries list",
        mixinStandardHelpOptions = true)
public final class HelpCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "A command, and a command below it.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        CommandLine shown = Objects.requireNonNull(spec).root().commandLine();
        for (String word : words) {
            CommandLine next = shown.getSubcommands().get(word);
            if (next == null) {
                throw new UnmatchedArgumentException(shown, List.of(word));
            }
            shown = next;
        }
        shown.usage(Objects.requireNonNull(spec).commandLine().getOut());
        return ExitCode.OK;
    }
}
