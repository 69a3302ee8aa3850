package dev.jenvoy.app.trial;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.resident.ResidentHooks;
import dev.jenvoy.hook.run.HookEnvironment;
import dev.jenvoy.hook.run.HookKind;
import dev.jenvoy.hook.run.HookPayloadFiles;
import dev.jenvoy.hook.run.SharedRuns;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.survivors.Survivors;
import dev.jenvoy.sender.change.PayloadChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Runs one hook for a delivery: with the server's payload file, environment, head, limits and way to end it. */
public final class HookTrial implements AutoCloseable {

    private final HookKind kind;
    private final HookPayloadFiles payloads;
    private final ResidentHooks residents;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "trial");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Prepares a run.
     *
     * @param scratch an empty folder of the caller's own, for the payload's file
     */
    public HookTrial(HookSettings settings, Path scratch) throws IOException {
        Clock clock = Clock.system(ZoneId.systemDefault());
        Commands commands = Commands.forThisMachine();
        payloads = new HookPayloadFiles(scratch.resolve("runs"), scratch.resolve("memory"), Path.of("/dev/shm"));
        residents = new ResidentHooks(scratch.resolve("residents"), HookEnvironment.RUN, commands, timer);
        kind = new HookKind(
                new HookFolder(clock),
                new HookHeads(clock),
                new PayloadChanges(),
                () -> settings,
                payloads,
                commands,
                residents,
                Survivors.forThisMachine(),
                SharedRuns.ALONE);
    }

    /** Returns the action of this hook; empty if the delivery does not run it. */
    public Optional<Action> planned(String hook, Delivery delivery) {
        return kind.plan(delivery) instanceof Plan.Actions plan
                ? plan.actions().stream()
                        .filter(action -> action.name().equals(hook))
                        .findFirst()
                : Optional.empty();
    }

    /** Returns the action of this hook for any delivery: without the variables of its head. */
    public Action forced(String hook) {
        return kind.restore(new Planned(HookKind.KIND, hook, Policy.DEFAULT, Optional.empty()));
    }

    /**
     * Runs it once to its end, on the calling thread.
     *
     * @param output receives what it prints, while it runs
     * @param ending receives what ends it early
     */
    public Outcome run(Action action, Delivery delivery, OutputSink output, Consumer<Runnable> ending)
            throws ShortageException, InterruptedException {
        return action.run(new TrialContext(delivery, output, ending));
    }

    @Override
    public void close() {
        residents.close();
        payloads.close();
        timer.shutdownNow();
    }
}
