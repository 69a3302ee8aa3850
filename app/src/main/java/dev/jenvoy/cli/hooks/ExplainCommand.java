package dev.jenvoy.cli.hooks;

import dev.jenvoy.app.Settings;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.message.payload.MessageReader;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.ChatSection;
import dev.jenvoy.config.Config;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.DeliveryValues;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.lint.Explanation;
import dev.jenvoy.sender.change.PayloadChanges;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Explains which hooks a delivery would run. Reads the current folder, runs nothing, and calls no server. */
@Command(
        name = "explain",
        description = {
            "Shows which hooks a delivery would run, in order, and why others would not.",
            "Exit code 0 when at least one hook would run, 1 when no hook would, 2 for wrong usage."
        },
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

    @ParentCommand
    @Nullable
    private RootCommand root;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Mixin
    private final ExplainedDelivery.Options delivery = new ExplainedDelivery.Options();

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print a JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Surroundings surroundings = Objects.requireNonNull(root).surroundings().ofOnlooker();
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        ExplainedDelivery asked = ExplainedDelivery.of(delivery, line, surroundings.folder());
        CheckedConfig checked =
                CheckedConfig.of(config.locate(Objects.requireNonNull(spec), surroundings), surroundings);
        @Nullable Config current = checked.config();
        if (current == null) {
            PrintWriter err = line.getErr();
            err.println("jenvoy: the configuration cannot be used: its keys about hooks cannot be read");
            checked.problems().forEach(problem -> err.println("  " + CheckText.visible(problem.describe())));
            return ExitCode.FAILED;
        }
        if (checked.isMissing()) {
            line.getErr()
                    .println("jenvoy: "
                            + CheckText.visible(CheckText.relative(surroundings.folder(), checked.file()))
                            + " does not exist; the defaults are used");
        }
        @Nullable
        Explanation explanation = asked.whyNothing() != null ? null : explanation(asked, current, surroundings);
        ExplainReport report = new ExplainReport(asked, explanation, rooms(asked, current));
        if (json) {
            line.getOut().println(CheckText.json(report.json()));
        } else {
            report.lines().forEach(line.getOut()::println);
        }
        return report.runsSomething() ? ExitCode.OK : ExitCode.FAILED;
    }

    private Explanation explanation(ExplainedDelivery asked, Config current, Surroundings surroundings)
            throws IOException {
        Clock clock = Clock.systemUTC();
        Optional<Payload> payload = Optional.empty();
        if (delivery.payload != null) {
            Path file = surroundings.folder().resolve(delivery.payload);
            payload = Optional.of(Payload.keptIn(file, Files.size(file)));
        }
        try (DeliveryValues values = new DeliveryValues(
                asked.facts(), asked.family().word(), Optional.empty(), payload, new PayloadChanges())) {
            HookSettings hooks = Settings.hooks(current, surroundings.environment());
            return Explanation.of(
                    new HookFolder(clock), new HookHeads(clock), hooks, asked.subject(hooks.commonNames()), values);
        }
    }

    /** Returns what the fixed routes make of it; empty where chat is not configured. */
    private Optional<HearingRooms> rooms(ExplainedDelivery asked, Config current) throws IOException {
        Optional<ChatOptions> chat = current.get(ChatSection.GROUP);
        if (chat.isEmpty()) {
            return Optional.empty();
        }
        Message message = HearingRooms.about(asked);
        if (delivery.payload != null) {
            Path file = Objects.requireNonNull(root).surroundings().folder().resolve(delivery.payload);
            message = MessageReader.read(asked.family(), asked.facts(), Payload.keptIn(file, Files.size(file)))
                    .message()
                    .orElse(message);
        }
        return Optional.of(HearingRooms.of(chat.get(), message));
    }
}
