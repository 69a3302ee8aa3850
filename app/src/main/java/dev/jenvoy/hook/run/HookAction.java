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
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookRules;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.RunCondition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs one script of the hooks folder for a delivery. */
final class HookAction implements Action {

    private final Hook hook;
    private final Policy policy;
    private final Supplier<HookSettings> settings;
    private final HookFolder folder;
    private final ScriptRunner runs;

    /** @param policy the policy at the time of planning; the other options are read at the time of the run */
    HookAction(Hook hook, Policy policy, Supplier<HookSettings> settings, HookFolder folder, ScriptRunner runs) {
        this.hook = hook;
        this.folder = folder;
        this.policy = policy;
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
    public boolean isConcluding() {
        return condition().isPresent();
    }

    @Override
    public Duration debounce() {
        return settings.get().options().apply(hook.name()).debounce();
    }

    @Override
    public Optional<String> whySkipped(List<Context.Earlier> earlier) {
        return condition().flatMap(condition -> others(earlier).whySkipped(condition));
    }

    /** Reads it anew, like the other options: the plan has only the hook's place. */
    private Optional<RunCondition> condition() {
        return settings.get().options().apply(hook.name()).on();
    }

    /** Leaves out the hooks that run after the others, too: one notifier does not depend on another. */
    private EarlierOutcomes others(List<Context.Earlier> earlier) {
        HookRules options = settings.get().options();
        return new EarlierOutcomes(earlier.stream()
                .filter(action -> !action.kind().equals(HookKind.KIND)
                        || options.apply(action.name()).on().isEmpty())
                .toList());
    }

    @Override
    public Outcome run(Context context) throws ShortageException, InterruptedException {
        Optional<Outcome> unfit = whyNot(HookFile.look(hook.file()));
        if (unfit.isPresent()) {
            return unfit.get();
        }
        HookSettings current = settings.get();
        Optional<String> refusal = folder.refusal(hook, current);
        if (refusal.isPresent()) {
            return Outcome.without(Ending.NOT_STARTABLE, 126, "could not be started: " + refusal.get());
        }
        HookOptions options = current.options().apply(hook.name());
        if (options.user().isPresent()) {
            // What starts it is the program that changes the account, which would not say why it cannot be started.
            Optional<Outcome> broken = current.program(hook.name(), hook.file())
                    .problem()
                    .filter(problem -> problem.kind().returncode() != 0)
                    .map(problem -> Outcome.without(
                            Ending.NOT_STARTABLE,
                            problem.kind().returncode(),
                            "could not be started: " + problem.why()));
            if (broken.isPresent()) {
                return broken.get();
            }
        }
        Path file = hook.file().toAbsolutePath();
        Path parent = file.getParent();
        return runs.run(
                hook.name(),
                List.of(file.toString()),
                parent == null ? file : parent,
                current,
                options,
                condition().map(condition -> others(context.earlier())),
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
