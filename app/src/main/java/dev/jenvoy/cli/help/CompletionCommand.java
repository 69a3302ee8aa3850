package dev.jenvoy.cli.help;

import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.config.ConfigFile;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.sender.registry.SenderTypes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints a script that completes the program's commands and options. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes commands and options in a shell: source <(jenvoy completion bash)",
            "The script is the same for bash and zsh; for fish: jenvoy completion fish | source",
            "It knows the endpoints that the configuration has now. The shell finds hooks in their folder, and asks the program for "
                    + "deliveries once a minute at most."
        },
        mixinStandardHelpOptions = true)
public final class CompletionCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.BASH;

    @ParentCommand
    private @Nullable RootCommand root;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    /** The shells that the script supports. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        CommandSpec program = Objects.requireNonNull(spec).root();
        ConfigFile file = config.locate(
                Objects.requireNonNull(spec), Objects.requireNonNull(root).surroundings());
        CommandLine send = Objects.requireNonNull(program.subcommands().get("send"));
        complete(send.getCommandSpec(), "--endpoint", EndpointNames.in(file.path()));
        Set<String> samples = new LinkedHashSet<>();
        SenderTypes.ALL.forEach(type ->
                type.signers().forEach(signer -> signer.samples().forEach(sample -> samples.add(sample.name()))));
        List<CompletionTree.Node> nodes = CompletionTree.of(program, samples);
        String hooks = file.salvage(Set.of("hooks_path"))
                .config()
                .get(HooksOptions.GROUP)
                .folder()
                .toString();
        Objects.requireNonNull(spec)
                .commandLine()
                .getOut()
                .println(
                        shell == Shell.FISH
                                ? FishCompletion.script(nodes, hooks)
                                : BashCompletion.script(nodes, hooks));
        return ExitCode.OK;
    }

    /** Has an option be completed with these values. */
    private static void complete(CommandSpec command, String option, List<String> values) {
        OptionSpec old = command.findOption(option);
        CommandSpec unusedSpec = command.remove(old);
        unusedSpec = command.addOption(
                OptionSpec.builder(old).completionCandidates(values).build());
    }
}
