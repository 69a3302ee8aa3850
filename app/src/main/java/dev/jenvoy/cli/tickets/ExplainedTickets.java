package dev.jenvoy.cli.tickets;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.CommandOutput;
import dev.jenvoy.ticket.happening.TicketHappening;
import dev.jenvoy.ticket.key.FoundKey;
import dev.jenvoy.ticket.key.FoundKeys;
import dev.jenvoy.ticket.key.KeyFinder;
import dev.jenvoy.ticket.key.LookAlike;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.setup.TrackerSetups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a payload says about tickets, for each happening and tracker.
 *
 * @param asked what it asks of trackers, in the order of the happenings; trackers that do not take a happening are among them
 * @param all finds the tickets of all trackers
 */
record ExplainedTickets(TicketPayload payload, List<Asked> asked, KeyFinder all) {

    /**
     * What one happening asks of one tracker.
     *
     * @param whyNot why it asks nothing; empty if it may move the tickets of the tracker
     * @param found the keys of the tracker's projects in its texts
     */
    record Asked(TicketHappening happening, TrackerSetup setup, Optional<String> whyNot, FoundKeys found) {

        String tracker() {
            return setup.options().name();
        }

        /** Returns the event of the state machines. */
        String event() {
            return setup.options().on().getOrDefault(happening.kind(), "");
        }

        /** Returns the keys that the tracker is asked to move. */
        List<FoundKey> keys() {
            return whyNot.isPresent() ? List.of() : found.keys();
        }
    }

    static ExplainedTickets of(TicketPayload payload, TrackerSetups setups) {
        List<Asked> asked = new ArrayList<>();
        for (TicketHappening happening : payload.happenings()) {
            for (TrackerSetup setup : setups.trackers().values()) {
                FoundKeys found = setup.keys().find(happening.sources());
                asked.add(new Asked(happening, setup, setup.options().whyNot(happening), found));
            }
        }
        List<String> projects = setups.trackers().values().stream()
                .flatMap(setup -> setup.machines().keySet().stream())
                .toList();
        return new ExplainedTickets(payload, List.copyOf(asked), new KeyFinder(projects));
    }

    /** Returns whether some tracker is asked to move something. */
    boolean movesSomething() {
        return asked.stream().anyMatch(one -> !one.keys().isEmpty());
    }

    /** Returns why a tracker moves nothing because it is asked for too much at once; empty if it does not. */
    Optional<String> tooMany(TrackerSetup setup) {
        String tracker = setup.options().name();
        int count = asked.stream()
                .filter(one -> one.tracker().equals(tracker))
                .mapToInt(one -> one.keys().size())
                .sum();
        return count > setup.options().maxTickets()
                ? Optional.of("nothing moves: the delivery names " + count + " tickets, and max_tickets is "
                        + setup.options().maxTickets())
                : Optional.empty();
    }

    void print(CommandOutput screen) {
        screen.line("Event " + payload.event() + " of " + payload.sender());
        if (payload.happenings().isEmpty()) {
            screen.line("Nothing happened that moves tickets.");
        }
        for (TicketHappening happening : payload.happenings()) {
            screen.line("");
            screen.line(happening.kind().word() + ", " + happening.occasion());
            asked.stream().filter(one -> one.happening().equals(happening)).forEach(one -> print(one, screen));
            for (LookAlike other : lookAlikes(happening)) {
                screen.line("  not " + other.text() + "  " + place(other.place(), other.line(), other.column()) + ": "
                        + other.reason().words());
            }
        }
    }

    /** Returns the look-alikes that are not the key of any tracker: the key of one tracker is no look-alike of the others. */
    private List<LookAlike> lookAlikes(TicketHappening happening) {
        return all.find(happening.sources()).lookAlikes();
    }

    private void print(Asked one, CommandOutput screen) {
        if (one.whyNot().isPresent()) {
            screen.line("  " + one.tracker() + " is not asked: " + one.whyNot().get());
        } else {
            screen.line("  " + one.tracker() + ", \"" + one.event() + "\""
                    + (one.keys().isEmpty() ? ": no ticket" : ":"));
            tooMany(one.setup()).ifPresent(why -> screen.line("    " + why));
        }
        for (FoundKey key : one.found().keys()) {
            screen.line("    " + key.key() + "  " + place(key.place(), key.line(), key.column()));
        }
        if (one.found().more()) {
            screen.line("    and more");
        }
    }

    private static String place(String place, int line, int column) {
        return place + ", line " + line + ", column " + column;
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("sender", payload.sender());
        json.addProperty("event", payload.event().name());
        JsonArray happenings = new JsonArray();
        for (TicketHappening happening : payload.happenings()) {
            JsonObject object = new JsonObject();
            object.addProperty("happening", happening.kind().word());
            object.addProperty("occasion", happening.occasion());
            object.addProperty("repository", happening.repository());
            JsonArray trackers = new JsonArray();
            asked.stream().filter(one -> one.happening().equals(happening)).forEach(one -> trackers.add(json(one)));
            object.add("trackers", trackers);
            JsonArray others = new JsonArray();
            lookAlikes(happening).forEach(other -> others.add(json(other)));
            object.add("look_alikes", others);
            happenings.add(object);
        }
        json.add("happenings", happenings);
        return json;
    }

    private JsonObject json(Asked one) {
        JsonObject json = new JsonObject();
        json.addProperty("tracker", one.tracker());
        json.addProperty("event", one.event());
        one.whyNot().or(() -> tooMany(one.setup())).ifPresent(why -> json.addProperty("why_not", why));
        JsonArray keys = new JsonArray();
        for (FoundKey key : one.found().keys()) {
            keys.add(json("ticket", key.key().toString(), key.place(), key.line(), key.column()));
        }
        json.add("tickets", keys);
        return json;
    }

    private static JsonObject json(LookAlike other) {
        JsonObject json = json("text", other.text(), other.place(), other.line(), other.column());
        json.addProperty("why_not", other.reason().words());
        return json;
    }

    private static JsonObject json(String name, String text, String place, int line, int column) {
        JsonObject json = new JsonObject();
        json.addProperty(name, text);
        json.addProperty("place", place);
        json.addProperty("line", line);
        json.addProperty("column", column);
        return json;
    }
}
