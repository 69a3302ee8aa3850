package dev.jenvoy.cli.hooks;

import dev.jenvoy.app.Settings;
import dev.jenvoy.app.trial.HookTrial;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.cli.base.ConfigOption;
import dev.jenvoy.cli.base.ExitCode;
import dev.jenvoy.cli.base.GivenFile;
import dev.jenvoy.cli.base.RootCommand;
import dev.jenvoy.cli.base.SpokenEvent;
import dev.jenvoy.cli.base.Surroundings;
import dev.jenvoy.config.Config;
import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.DeliveryKey;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.ProcessResult;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.delivery.payload.PayloadDigest;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.sender.registry.PayloadFacts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one hook here, as the server would run it for a delivery of this payload. */
@Command(
        name = "run",
        description = {
            "Runs one hook here as the server would for a delivery of this payload: with its environment, payload file, head and "
                    + "limits, without a journal.",
            "It runs as you, with what env_pass takes from your environment, once, without retries and without waiting for others."
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  the hook succeeded",
            "  1  it failed, or the delivery would not run it",
            "  2  wrong usage, including a file that cannot be read"
        },
        mixinStandardHelpOptions = true)
public final class HooksRunCommand implements Callable<Integer> {

    private static final int MAX_PAYLOAD_BYTES = 64 << 20;

    /** How long an interrupted command waits for the hook to end and for its files to be deleted. */
    private static final Duration TO_END = Duration.ofSeconds(20);

    private final CountDownLatch over = new CountDownLatch(1);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The hook, as \"jenvoy check\" lists it.")
    private String name = "";

    @Option(names = "--payload", paramLabel = "FILE", required = true, description = "The payload, as it was sent.")
    private @Nullable Path payload;

    @Option(names = "--event", paramLabel = "EVENT", description = "Its event. Default: push.")
    private String event = "push";

    @Option(names = "--force", description = "Run it also if the delivery would not.")
    private boolean force;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
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
        if (!Files.isRegularFile(settings.folder().resolve(name))) {
            err.println("jenvoy: there is no hook " + CheckText.visible(name) + " in " + settings.folder());
            return ExitCode.FAILED;
        }
        Delivery delivery = delivery(surroundings.folder());
        Path scratch = Files.createTempDirectory("jenvoy-run-");
        try (HookTrial trial = new HookTrial(settings, scratch)) {
            Optional<Action> planned = trial.planned(name, delivery);
            if (planned.isEmpty() && !force) {
                err.println("jenvoy: this delivery would not run " + CheckText.visible(name) + "; \"explain "
                        + CheckText.visible(event) + " --payload FILE\" says why, and --force runs it all the same");
                return ExitCode.FAILED;
            }
            return run(trial, planned.orElseGet(() -> trial.forced(name)), delivery);
        } finally {
            delete(scratch);
            over.countDown();
        }
    }

    private int run(HookTrial trial, Action action, Delivery delivery) throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        long began = System.nanoTime();
        HookOutput output = new HookOutput(out);
        Outcome outcome;
        try {
            outcome = trial.run(
                    action,
                    delivery,
                    output,
                    ending -> Runtime.getRuntime().addShutdownHook(new Thread(() -> end(ending), "interrupted")));
        } catch (ShortageException e) {
            command.commandLine().getErr().println("jenvoy: the hook could not be started: " + e.getMessage());
            return ExitCode.FAILED;
        }
        output.end();
        long millis = (System.nanoTime() - began) / 1_000_000;
        Optional<Integer> code = outcome.process().map(ProcessResult::returncode);
        @Nullable String error = outcome.error();
        out.println(CheckText.visible(name) + ": " + code.map(String::valueOf).orElse("no return code")
                + (error == null ? "" : " (" + CheckText.visible(error) + ")") + ", " + millis + " ms");
        return code.filter(ended -> ended == 0).isPresent() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Ends the hook when the command is interrupted. */
    private void end(Runnable ending) {
        ending.run();
        try {
            boolean unusedInTime = over.await(TO_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Delivery delivery(Path folder) throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        Path file = folder.resolve(Objects.requireNonNull(payload));
        Optional<String> flaw = GivenFile.flaw(file);
        if (flaw.isPresent() || !Files.isReadable(file) || Files.size(file) > MAX_PAYLOAD_BYTES) {
            throw new ParameterException(
                    command.commandLine(),
                    "The payload cannot be read: " + flaw.orElse(CheckText.visible(String.valueOf(payload))));
        }
        Event named = SpokenEvent.read(event)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(), "Not an event's name: " + CheckText.visible(event)));
        Family family = SpokenEvent.family(named).orElse(Family.GITHUB);
        byte[] bytes = Files.readAllBytes(file);
        PayloadFacts.Read read = PayloadFacts.read(family.word(), named, new ByteArrayInputStream(bytes));
        if (read instanceof PayloadFacts.Read.Known known) {
            DeliveryKey key =
                    new DeliveryKey(family.word(), "", UUID.randomUUID().toString());
            return new Delivery(key, known.facts().get(0), Payload.of(bytes), PayloadDigest.of(bytes), Instant.now());
        }
        throw new ParameterException(
                command.commandLine(),
                "A delivery of this payload would be rejected: "
                        + CheckText.visible(((PayloadFacts.Read.Refused) read).error()));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path left : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(left);
            }
        }
    }
}
