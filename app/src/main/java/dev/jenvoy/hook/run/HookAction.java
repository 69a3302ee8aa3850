package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.hook.Hook;
import dev.jenvoy.hook.HookFile;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.HookHead;
import dev.jenvoy.hook.head.HookHeads;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs one script of the hooks folder for a delivery. */
final class HookAction implements Action {

    private final Hook hook;
    private final Policy policy;
    private final Supplier<HookSettings> settings;
    private final HookFolder folder;
    private final HookHeads heads;
    private final ScriptRunner runs;
    private final HookArguments arguments;

    /**
     * @param policy the policy at the time of planning; the other options are read at the time of the run
     * @param arguments what the hook's head led to when the delivery was planned
     */
    HookAction(
            Hook hook,
            Policy policy,
            HookArguments arguments,
            Supplier<HookSettings> settings,
            HookFolder folder,
            HookHeads heads,
            ScriptRunner runs) {
        this.hook = hook;
        this.folder = folder;
        this.heads = heads;
        this.policy = policy;
        this.arguments = arguments;
        this.settings = settings;
        this.runs = runs;
    }

    @Override
    public String kind() {
        return HookKind.KIND;
    }

    @Override
    public String name() {
        return hook.name();
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public Optional<String> arguments() {
        return arguments.text();
    }

    @Override
    public Outcome run(Context context) throws ShortageException, InterruptedException {
        HookFile.Seen seen = HookFile.see(hook.file());
        Optional<Outcome> unfit = whyNot(seen.state());
        if (unfit.isPresent()) {
            return unfit.get();
        }
        HookSettings current = settings.get();
        HookHead head = heads.of(new Hook(hook.name(), hook.file(), seen.stamp()));
        Optional<String> refusal =
                folder.refusal(hook, current).or(arguments::fault).or(head::fault);
        if (refusal.isPresent()) {
            return Outcome.without(Ending.NOT_STARTABLE, 126, "could not be started: " + refusal.get());
        }
        Path file = hook.file().toAbsolutePath();
        Path parent = file.getParent();
        return runs.run(
                hook.name(),
                List.of(file.toString()),
                parent == null ? file : parent,
                current,
                HookHeads.options(hook.name(), head, current),
                arguments.variables(),
                context);
    }

    /** Checks the file again: the folder may have changed since the delivery was planned, even by the previous hook. */
    private static Optional<Outcome> whyNot(HookFile file) {
        if (file == HookFile.FIT) {
            return Optional.empty();
        }
        if (file == HookFile.MISSING) {
            return Optional.of(
                    Outcome.without(Ending.VANISHED, 127, "could not be started: the file no longer exists"));
        }
        return Optional.of(Outcome.without(Ending.NOT_STARTABLE, 126, "could not be started: " + file.why()));
    }
}
