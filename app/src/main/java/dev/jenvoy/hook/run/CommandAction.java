package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.hook.ShellCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs one command of the configuration in a shell, in the hooks folder. The journal stores only its name; the run uses
 * the command in the current configuration.
 */
final class CommandAction implements Action {

    private static final String SHELL = "/bin/sh";

    private final String name;
    private final Policy policy;
    private final Supplier<ShellCommands> commands;
    private final Supplier<HookSettings> settings;
    private final ScriptRunner runs;

    CommandAction(
            String name,
            Policy policy,
            Supplier<ShellCommands> commands,
            Supplier<HookSettings> settings,
            ScriptRunner runs) {
        this.name = name;
        this.policy = policy;
        this.commands = commands;
        this.settings = settings;
        this.runs = runs;
    }

    @Override
    public String kind() {
        return CommandKind.KIND;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public Duration debounce() {
        return settings.get().options().apply(name).debounce();
    }

    @Override
    public Outcome run(Context context) throws ShortageException, InterruptedException {
        String command = commands.get().byBranch().get(name.substring(ShellCommands.PREFIX.length()));
        if (command == null) {
            return Outcome.without(
                    Ending.VANISHED, 127, "could not be started: the configuration no longer has this command");
        }
        HookSettings current = settings.get();
        return runs.run(
                name,
                List.of(SHELL, "-c", command, "cmd"),
                current.folder().toAbsolutePath(),
                current,
                current.options().apply(name),
                Optional.empty(),
                Map.of(),
                context);
    }
}
