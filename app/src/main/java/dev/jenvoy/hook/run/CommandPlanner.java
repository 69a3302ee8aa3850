package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Plan;
import dev.jenvoy.delivery.Planner;
import dev.jenvoy.delivery.Recovery;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.ShellCommands;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.survivors.Survivors;
import java.util.List;
import java.util.function.Supplier;

/** Plans the commands of the current configuration: at most one for a delivery. */
public final class CommandPlanner implements Planner {

    static final String KIND = "command";

    private final Supplier<ShellCommands> commands;
    private final Supplier<HookSettings> settings;
    private final ScriptRunner runs;

    /** @param settings the settings of hooks: commands use the same environment, limits and options */
    public CommandPlanner(
            Supplier<ShellCommands> commands,
            Supplier<HookSettings> settings,
            HookPayloadFiles payloads,
            Commands processes) {
        this.commands = commands;
        this.settings = settings;
        this.runs = new ScriptRunner(payloads, processes);
    }

    @Override
    public Plan plan(Delivery delivery) {
        return new Plan.Actions(
                commands.get().has(delivery) ? List.of(action(ShellCommands.nameFor(delivery.facts()))) : List.of());
    }

    /** Returns the recovery of actions that this planner had planned before a crash. */
    public Recovery recovery(Survivors survivors) {
        return new HookRecovery(KIND, this::action, settings, survivors);
    }

    private Action action(String name) {
        return new CommandAction(name, settings.get().options().apply(name).policy(), commands, settings, runs);
    }
}
