package dev.jenvoy.cli.tickets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.cli.base.Table;
import dev.jenvoy.ticket.happening.HappeningKind;
import dev.jenvoy.ticket.machine.Edge;
import dev.jenvoy.ticket.machine.StateMachine;
import dev.jenvoy.ticket.machine.StatusReference;
import dev.jenvoy.ticket.options.TrackerOptions;
import dev.jenvoy.ticket.setup.TrackerSetup;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The findings of {@code tickets check}.
 *
 * @param asked what the trackers said, if they were asked
 */
record TicketsCheckReport(TicketFiles files, List<AskedTracker> asked) {

    private static final String BITBUCKET = "bitbucket";

    /** Returns whether there is no error. */
    boolean isFine() {
        return !files.hasErrors()
                && asked.stream().allMatch(tracker -> tracker.faults().isEmpty());
    }

    void print(CommandOutput screen) {
        for (TrackerOptions tracker : files.options().trackers().values()) {
            tracker(tracker, screen);
        }
        if (!files.problems().isEmpty()) {
            screen.line("Problems of the files:");
            files.problems().forEach(problem -> screen.line("  " + problem));
            screen.line("");
        }
        screen.line(isFine() ? "No errors found." : "Errors found.");
    }

    private void tracker(TrackerOptions tracker, CommandOutput screen) {
        screen.line("Tracker " + tracker.name() + ", " + tracker.access().kind()
                + tracker.access().web().map(address -> " " + address).orElse(""));
        tracker.on().forEach((kind, event) -> screen.line("  " + kind.word() + " makes the step \"" + event + "\""));
        if (tracker.on().size() > 1) {
            screen.line("  A ticket that several of these name moves once for each.");
        }
        hints(tracker).forEach(hint -> screen.line("  " + hint));
        asked.stream().filter(one -> one.name().equals(tracker.name())).forEach(one -> said(one, screen));
        screen.line("");
        Optional<TrackerSetup> setup =
                Optional.ofNullable(files.setups().trackers().get(tracker.name()));
        if (setup.isPresent()) {
            setup.get().machines().values().forEach(machine -> machine(machine, screen));
        }
    }

    /** Returns what is no fault of the files and may surprise. */
    private List<String> hints(TrackerOptions tracker) {
        List<HappeningKind> needing = tracker.needingDefaultBranch();
        if (needing.isEmpty() || !files.config().senders().entries().containsKey(BITBUCKET)) {
            return List.of();
        }
        String words = needing.stream().map(HappeningKind::word).collect(Collectors.joining(", "));
        return List.of("Bitbucket does not say the default branch: name yours in \"branches\", or its deliveries move"
                + " nothing by " + words);
    }

    private static void said(AskedTracker tracker, CommandOutput screen) {
        String account = tracker.account().isEmpty() ? "" : " as " + tracker.account();
        screen.line("  It was asked" + account + (tracker.faults().isEmpty() ? ": all is well" : ":"));
        tracker.faults().forEach(fault -> screen.line("    " + fault));
    }

    private static void machine(StateMachine machine, CommandOutput screen) {
        List<String> events = machine.events();
        String[] heads = new String[events.size() + 2];
        heads[0] = machine.project().toUpperCase(Locale.ROOT);
        heads[1] = "STATUS";
        for (int at = 0; at < events.size(); at++) {
            heads[at + 2] = events.get(at);
        }
        Table table = new Table(screen.terminal(), heads);
        for (String state : machine.aliases().keySet()) {
            Table.Cell[] row = new Table.Cell[heads.length];
            row[0] = Table.Cell.of(state);
            row[1] = Table.Cell.of(statuses(machine, state));
            for (int at = 0; at < events.size(); at++) {
                row[at + 2] = Table.Cell.of(target(machine, state, events.get(at)));
            }
            table.add(row);
        }
        screen.table(table);
        screen.line("");
    }

    private static String statuses(StateMachine machine, String state) {
        return machine.statuses(state).stream().map(StatusReference::text).collect(Collectors.joining(" | "));
    }

    /** Returns the next state; empty without a step. */
    private static String target(StateMachine machine, String state, String event) {
        return machine.edges().stream()
                .filter(edge -> edge.state().equals(state) && edge.event().equals(event))
                .map(Edge::target)
                .findFirst()
                .orElse("");
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("fine", isFine());
        JsonArray trackers = new JsonArray();
        files.options().trackers().values().forEach(tracker -> trackers.add(json(tracker)));
        json.add("trackers", trackers);
        json.add("problems", texts(files.problems()));
        return json;
    }

    private JsonObject json(TrackerOptions tracker) {
        JsonObject json = new JsonObject();
        json.addProperty("tracker", tracker.name());
        json.addProperty("kind", tracker.access().kind());
        tracker.access().web().ifPresent(address -> json.addProperty("url", address));
        JsonObject on = new JsonObject();
        tracker.on().forEach((kind, event) -> on.addProperty(kind.word(), event));
        json.add("on", on);
        JsonArray machines = new JsonArray();
        Optional.ofNullable(files.setups().trackers().get(tracker.name())).map(TrackerSetup::machines).stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .forEach(machine -> machines.add(json(machine)));
        json.add("machines", machines);
        json.add("hints", texts(hints(tracker)));
        asked.stream().filter(one -> one.name().equals(tracker.name())).forEach(one -> {
            JsonObject said = new JsonObject();
            said.addProperty("account", one.account());
            said.add("faults", texts(one.faults()));
            json.add("online", said);
        });
        return json;
    }

    private static JsonObject json(StateMachine machine) {
        JsonObject json = new JsonObject();
        json.addProperty("project", machine.project());
        JsonArray states = new JsonArray();
        for (String state : machine.aliases().keySet()) {
            JsonObject one = new JsonObject();
            one.addProperty("state", state);
            one.add(
                    "statuses",
                    texts(machine.statuses(state).stream()
                            .map(StatusReference::text)
                            .toList()));
            JsonObject steps = new JsonObject();
            machine.edges().stream()
                    .filter(edge -> edge.state().equals(state))
                    .forEach(edge -> steps.addProperty(edge.event(), edge.target()));
            one.add("steps", steps);
            states.add(one);
        }
        json.add("states", states);
        return json;
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
