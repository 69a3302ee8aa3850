package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.ActionKind;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.ShellCommands;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.survivors.Survivors;
import java.util.List;
import java.util.function.Supplier;

/** Plans the commands of the current configuration: at most one for a delivery. */
public final class CommandKind implements ActionKind {

    public static final String KIND = "command";

    private final Supplier<ShellCommands> commands;
    private final Supplier<HookSettings> settings;
    private final ScriptRunner runs;
    private final HookSurvivors survivors;

    /**
     * @param settings the settings of hooks: commands use the same environment, limits and options
     * @param shared what a server among several adds to a run
     */
    public CommandKind(
            Supplier<ShellCommands> commands,
            Supplier<HookSettings> settings,
            HookPayloadFiles payloads,
            Commands processes,
            Survivors survivors,
            SharedRuns shared) {
        this.commands = commands;
        this.settings = settings;
        this.runs = new ScriptRunner(payloads, processes, shared);
        this.survivors = HookSurvivors.ofCommands(settings, survivors);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** The commands are in memory. */
    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public Plan plan(Delivery delivery) {
        return new Plan.Actions(
                commands.get().has(delivery) && !delivery.key().isOfRoutes()
                        ? List.of(action(ShellCommands.nameFor(delivery.facts())))
                        : List.of());
    }

    @Override
    public boolean endSurvivors(Planned planned, String token) throws InterruptedException {
        return survivors.end(planned.name(), token);
    }

    @Override
    public Action restore(Planned planned) {
        return action(planned.name());
    }

    private Action action(String name) {
        return new CommandAction(name, settings.get().options().apply(name).policy(), commands, settings, runs);
    }
}
