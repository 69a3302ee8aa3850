package dev.jenvoy.cli.hooks;

import dev.jenvoy.app.Settings;
import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.Config;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.lint.NameInterpretation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a first script under the name of a hook. */
@Command(
        name = "new",
        description = {
            "Writes a script that runs for the deliveries that its name matches, and prints what it was given.",
            "Exit code 0 when it was written, 1 when a hook of that name would never run or is there already."
        },
        mixinStandardHelpOptions = true)
public final class HooksNewCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The hook's name, such as push-site-main or @acme/push-site.")
    private String name = "";

    @Option(
            names = "--lang",
            paramLabel = "LANGUAGE",
            description = "The language: ${COMPLETION-CANDIDATES}. Default: sh.")
    private HookTemplate template = HookTemplate.SH;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        PrintWriter err = command.commandLine().getErr();
        Surroundings surroundings = ((RootCommand) command.root().userObject()).surroundings();
        CheckedConfig checked = CheckedConfig.of(config.locate(command, surroundings), surroundings);
        @Nullable Config current = checked.config();
        if (current == null) {
            err.println("jenvoy: the configuration's keys about hooks cannot be read: "
                    + CheckText.visible(checked.file().toString()));
            return ExitCode.FAILED;
        }
        HookSettings settings = Settings.hooks(current, surroundings.environment());
        NewHook hook = NewHook.of(settings, name, template);
        String shown = CheckText.visible(name);
        if (hook.refusal().isPresent()) {
            err.println("jenvoy: a hook named " + shown + " never runs: "
                    + CheckText.visible(hook.refusal().get()));
            return ExitCode.FAILED;
        }
        Path file;
        try {
            file = hook.create(template);
        } catch (FileAlreadyExistsException e) {
            err.println("jenvoy: there is a hook " + shown + " already");
            return ExitCode.FAILED;
        } catch (IOException e) {
            err.println("jenvoy: the hook cannot be written: " + CheckText.visible(e.toString()));
            return ExitCode.FAILED;
        }
        out.println("Written: " + CheckText.visible(CheckText.relative(surroundings.folder(), file)));
        for (NameInterpretation reading : hook.readings()) {
            out.println("Runs for: " + CheckText.visible(reading.words()));
        }
        hook.warnings().forEach(warning -> out.println("Warning: " + CheckText.visible(warning)));
        out.println("Try it with a server:     " + CalledAs.words() + " send"
                + hook.readings().stream()
                        .findFirst()
                        .map(HooksNewCommand::sample)
                        .orElse(""));
        out.println("Try it without a server:  " + CalledAs.words() + " hooks run " + CalledAs.quoted(name)
                + " --payload FILE");
        return ExitCode.OK;
    }

    /** Returns the options of {@code send} for a delivery that it matches. */
    private static String sample(NameInterpretation reading) {
        String event = reading.event() == null ? "push" : reading.event();
        String repository = reading.repository() == null
                ? reading.owner() == null ? "" : reading.owner() + "/site"
                : (reading.owner() == null ? "octo-org" : reading.owner()) + "/" + reading.repository();
        return " " + event + (repository.isEmpty() ? "" : " --repository " + CalledAs.quoted(repository))
                + (reading.branch() == null ? "" : " --branch " + CalledAs.quoted(reading.branch()));
    }
}
