package dev.jenvoy.app.feature;

import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.permission.StrictModes;
import dev.jenvoy.process.Commands;
import dev.jenvoy.ticket.options.TicketsOptions;
import dev.jenvoy.ticket.options.TrackerAccess;
import dev.jenvoy.ticket.options.TrackerOptions;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerListener;
import dev.jenvoy.ticket.tracker.TrackerParts;
import dev.jenvoy.ticket.tracker.jira.JiraTracker;
import dev.jenvoy.ticket.tracker.redmine.RedmineTracker;
import dev.jenvoy.ticket.tracker.script.ScriptTracker;
import dev.jenvoy.ticket.tracker.script.TrackerScript;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes trackers of all kinds, with what they need of this machine. */
public final class TrackerMaker {

    private final Map<String, String> environment;
    private final Supplier<HookSettings> hooks;
    private final Supplier<Commands> commands;
    private final TrackerListener listener;
    private final InstantSource clock;

    /**
     * @param environment the server's own environment, of which a script gets the variables that are named for it
     * @param hooks says what every script inherits
     * @param commands runs scripts
     * @param listener learns of every request
     */
    public TrackerMaker(
            Map<String, String> environment,
            Supplier<HookSettings> hooks,
            Supplier<Commands> commands,
            TrackerListener listener,
            InstantSource clock) {
        this.environment = environment;
        this.hooks = hooks;
        this.commands = commands;
        this.listener = listener;
        this.clock = clock;
    }

    /** Returns what reads the files of workers and of state machines. */
    public FileReader files() {
        return new FileReader(StrictModes.of(environment));
    }

    /** Makes a tracker. Connects to nothing and runs nothing. */
    public Tracker open(TrackerOptions options) {
        TrackerParts parts = new TrackerParts(options.name(), options.timeout(), clock, listener);
        if (options.access() instanceof TrackerAccess.Jira jira) {
            return JiraTracker.open(jira.site(), jira.account(), parts);
        }
        if (options.access() instanceof TrackerAccess.Redmine redmine) {
            return RedmineTracker.open(redmine.site(), redmine.account(), parts);
        }
        return ScriptTracker.open(script((TrackerAccess.Script) options.access()), parts, commands.get());
    }

    /** Returns what is wrong with the scripts of trackers. Reads the file system and runs nothing. */
    public List<Problem> scriptProblems(TicketsOptions options) {
        List<Problem> problems = new ArrayList<>();
        for (TrackerOptions tracker : options.trackers().values()) {
            if (tracker.access() instanceof TrackerAccess.Script script) {
                String key = "tickets.trackers." + tracker.name() + ".command";
                script(script).problem(key, options.places().at(key)).ifPresent(problems::add);
            }
        }
        return problems;
    }

    private TrackerScript script(TrackerAccess.Script script) {
        Map<String, String> named = new LinkedHashMap<>();
        for (String name : script.environment()) {
            Optional.ofNullable(environment.get(name)).ifPresent(value -> named.put(name, value));
        }
        return new TrackerScript(script.command(), hooks.get().environment(), named, StrictModes.of(environment));
    }
}
