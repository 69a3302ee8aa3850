package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.hook.Hook;
import dev.jenvoy.hook.HookFile;
import dev.jenvoy.hook.HookFolder;
import dev.jenvoy.hook.HookSelector;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.survivors.Survivors;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Plans the scripts that are in the hooks folder at that moment. */
public final class HookKind implements ActionKind {

    public static final String KIND = "hook";

    /** A path that no listing can contain. */
    private static final String GONE = ".gone/hook";

    private final HookFolder folder;
    private final Supplier<HookSettings> settings;
    private final ScriptRunner runs;
    private final HookSurvivors survivors;

    public HookKind(
            HookFolder folder,
            Supplier<HookSettings> settings,
            HookPayloadFiles payloads,
            Commands commands,
            Survivors survivors) {
        this.folder = folder;
        this.settings = settings;
        this.runs = new ScriptRunner(payloads, commands);
        this.survivors = new HookSurvivors(settings, survivors);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean mayBlock() {
        return folder.mayBlock(settings.get().folder());
    }

    @Override
    public Plan plan(Delivery delivery) {
        if (delivery.key().isOfRoutes()) {
            return new Plan.Actions(List.of());
        }
        HookSettings current = settings.get();
        Optional<String> byTime = delivery.key().scheduledHook();
        if (byTime.isPresent()) {
            return scheduled(byTime.get(), current);
        }
        HookFolder.Found found =
                folder.find(current.folder(), HookSelector.of(delivery.facts(), current.commonNames()), current.rule());
        if (found instanceof HookFolder.Found.Hooks matching) {
            List<Action> actions = current.inOrder(matching.hooks()).stream()
                    .map(hook -> action(hook, current))
                    .toList();
            return new Plan.Actions(actions);
        }
        return new Plan.Unavailable("hooks-folder", ((HookFolder.Found.Unreadable) found).reason());
    }

    /** Plans this one hook, without its children, if it is there. */
    private Plan scheduled(String name, HookSettings current) {
        if (!Files.isDirectory(current.folder())) {
            return new Plan.Unavailable("hooks-folder", "the hooks folder is missing");
        }
        Hook hook = new Hook(name, current.folder().resolve(name));
        return new Plan.Actions(HookFile.look(hook.file()).answers() ? List.of(action(hook, current)) : List.of());
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
            return action(new Hook(name, current.folder().resolve(name)), current);
        } catch (InvalidPathException e) {
            // The name was seen in another locale. No file has that name in this one.
            return action(new Hook(name, current.folder().resolve(GONE)), current);
        }
    }

    private Action action(Hook hook, HookSettings current) {
        return new HookAction(hook, current.options().apply(hook.name()).policy(), settings, folder, runs);
    }
}
