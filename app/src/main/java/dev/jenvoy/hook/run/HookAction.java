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
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.HookHead;
import dev.jenvoy.hook.head.HookHeads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs one script of the hooks folder for a delivery. */
final class HookAction implements Action {

    private final Hook hook;
    private final Supplier<HookSettings> settings;
    private final HookFolder folder;
    private final HookHeads heads;
    private final ScriptRunner runs;
    private final ResidentRunner residents;
    private final HookOptions planned;
    private final HookArguments arguments;

    /**
     * @param planned the options at the time of planning, which decide about order and repetition; the others are read at the
     *     time of the run
     * @param arguments what the hook's head led to when the delivery was planned
     */
    HookAction(
            Hook hook,
            HookOptions planned,
            HookArguments arguments,
            Supplier<HookSettings> settings,
            HookFolder folder,
            HookHeads heads,
            ScriptRunner runs,
            ResidentRunner residents) {
        this.hook = hook;
        this.folder = folder;
        this.heads = heads;
        this.planned = planned;
        this.arguments = arguments;
        this.settings = settings;
        this.runs = runs;
        this.residents = residents;
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
        return planned.policy();
    }

    @Override
    public Optional<String> arguments() {
        return arguments.text();
    }

    @Override
    public boolean isConcluding() {
        return planned.on().isPresent();
    }

    @Override
    public boolean outlivesCutOff() {
        return planned.outlivesCutOff();
    }

    @Override
    public Duration debounce() {
        return planned.debounce();
    }

    @Override
    public Optional<String> whySkipped(List<Context.Earlier> earlier) {
        return planned.on().flatMap(condition -> others(earlier).whySkipped(condition));
    }

    /** Leaves out the hooks that run after the others, too: one notifier does not depend on another. */
    private EarlierOutcomes others(List<Context.Earlier> earlier) {
        HookSettings current = settings.get();
        return new EarlierOutcomes(earlier.stream()
                .filter(action -> !action.kind().equals(HookKind.KIND) || !isConcluding(action.name(), current))
                .toList());
    }

    private boolean isConcluding(String name, HookSettings current) {
        HookHead head = heads.now(current.folder().resolve(name));
        return HookHeads.options(name, head, current).on().isPresent();
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
        HookOptions options = HookHeads.options(hook.name(), head, current);
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
        Path working = parent == null ? file : parent;
        Optional<EarlierOutcomes> others = planned.on().map(condition -> others(context.earlier()));
        Map<String, String> variables = arguments.variables();
        return options.residency().resident()
                ? residents.run(hook.name(), file, working, current, options, others, variables, context)
                : runs.run(
                        hook.name(), List.of(file.toString()), working, current, options, others, variables, context);
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
