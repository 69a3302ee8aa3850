package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.change.ChangesReader;
import dev.jenvoy.hook.Hook;
import dev.jenvoy.hook.HookFile;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.head.DeliveryValues;
import dev.jenvoy.hook.head.HeadCheck;
import dev.jenvoy.hook.head.HeadDecision;
import dev.jenvoy.hook.head.HeadedHook;
import dev.jenvoy.hook.head.HookHead;
import dev.jenvoy.hook.head.HookHeads;
import dev.jenvoy.hook.resident.ResidentHooks;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.survivors.Survivors;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Plans the scripts that are in the hooks folder at that moment. */
public final class HookKind implements ActionKind {

    public static final String KIND = "hook";

    /** A path that no listing can contain. */
    private static final String GONE = ".gone/hook";

    private final HookFolder folder;
    private final HookHeads heads;
    private final ChangesReader changes;
    private final Supplier<HookSettings> settings;
    private final ScriptRunner runs;
    private final ResidentRunner residents;
    private final HookSurvivors survivors;

    /**
     * @param changes reads what heads ask of a payload
     * @param shared what a server among several adds to a run
     */
    public HookKind(
            HookFolder folder,
            HookHeads heads,
            ChangesReader changes,
            Supplier<HookSettings> settings,
            HookPayloadFiles payloads,
            Commands commands,
            ResidentHooks residents,
            Survivors survivors,
            SharedRuns shared) {
        this.folder = folder;
        this.heads = heads;
        this.changes = changes;
        this.settings = settings;
        this.runs = new ScriptRunner(payloads, commands, shared);
        this.residents = new ResidentRunner(runs, residents);
        this.survivors = HookSurvivors.ofHooks(settings, heads, survivors);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean mayBlock() {
        return folder.mayBlock(settings.get().folder()) || heads.mayBlock();
    }

    @Override
    public Plan plan(Delivery delivery) {
        return plan(delivery, Map.of());
    }

    @Override
    public Plan plan(Delivery delivery, Map<String, String> headers) {
        HookSettings current = settings.get();
        return plan(delivery, headers, current, hooks -> Optional.of(heads.inOrder(hooks, current)))
                .orElseThrow();
    }

    /** Leaves every expression, and what patterns need of the payload, to another thread. */
    @Override
    public Optional<Plan> planAtOnce(Delivery delivery, Map<String, String> headers) {
        HookSettings current = settings.get();
        return plan(delivery, headers, current, hooks -> heads.inOrderAtOnce(hooks, current));
    }

    private Optional<Plan> plan(
            Delivery delivery,
            Map<String, String> headers,
            HookSettings current,
            Function<List<Hook>, Optional<List<HeadedHook>>> inOrder) {
        if (delivery.key().isOfRoutes()) {
            return Optional.of(new Plan.Actions(List.of()));
        }
        Optional<String> byTime = delivery.key().scheduledHook();
        if (byTime.isPresent() && !Files.isDirectory(current.folder())) {
            return Optional.of(new Plan.Unavailable("hooks-folder", "the hooks folder is missing"));
        }
        HookFolder.Found found = byTime.isPresent()
                ? scheduled(byTime.get(), current)
                : folder.find(
                        current.folder(), HookSelector.of(delivery.facts(), current.commonNames()), current.rule());
        if (found instanceof HookFolder.Found.Hooks matching) {
            return inOrder.apply(matching.hooks())
                    .map(hooks -> new Plan.Actions(actions(hooks, current, delivery, headers)));
        }
        return Optional.of(new Plan.Unavailable("hooks-folder", ((HookFolder.Found.Unreadable) found).reason()));
    }

    private List<Action> actions(
            List<HeadedHook> hooks, HookSettings current, Delivery delivery, Map<String, String> headers) {
        List<Action> actions = new ArrayList<>(hooks.size());
        DeliveryValues values = null;
        try {
            for (HeadedHook headed : hooks) {
                Hook hook = headed.hook();
                HookHead head = headed.head();
                if (head.isEmpty()) {
                    actions.add(action(hook, head, HookArguments.NONE, current));
                    continue;
                }
                if (values == null) {
                    values = new DeliveryValues(
                            delivery.facts(),
                            delivery.key().source(),
                            Optional.of(headers),
                            Optional.of(delivery.payload()),
                            changes);
                }
                HeadCheck check = new HeadCheck(head, values);
                HeadDecision decision =
                        delivery.key().scheduledHook().isPresent() ? check.decideByTime() : check.decide();
                if (!(decision instanceof HeadDecision.LeftOut)) {
                    actions.add(action(hook, head, HookArguments.of(decision), current));
                }
            }
        } finally {
            if (values != null) {
                values.close();
            }
        }
        return actions;
    }

    /** Returns this one hook, without its children, if it is there. */
    private static HookFolder.Found scheduled(String name, HookSettings current) {
        Hook hook = new Hook(name, current.folder().resolve(name));
        return new HookFolder.Found.Hooks(HookFile.look(hook.file()).answers() ? List.of(hook) : List.of());
    }

    @Override
    public boolean endSurvivors(Planned planned, String token) throws InterruptedException {
        return survivors.end(planned.name(), token);
    }

    @Override
    public Action restore(Planned planned) {
        String name = planned.name();
        // The name comes from the journal, where it was written after a listing contained it.
        HookSettings current = settings.get();
        try {
            Hook hook = new Hook(name, current.folder().resolve(name));
            return action(hook, heads.of(hook), HookArguments.read(planned.arguments()), current);
        } catch (InvalidPathException e) {
            // The name was seen in another locale. No file has that name in this one.
            return action(new Hook(name, current.folder().resolve(GONE)), HookHead.NONE, HookArguments.NONE, current);
        }
    }

    private Action action(Hook hook, HookHead head, HookArguments arguments, HookSettings current) {
        HookOptions options = HookHeads.options(hook.name(), head, current);
        return new HookAction(hook, options, arguments, settings, folder, heads, runs, residents);
    }
}
