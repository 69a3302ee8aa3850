package dev.jenvoy.cli.tickets;

import com.google.gson.JsonObject;
import dev.jenvoy.app.feature.TrackerMaker;
import dev.jenvoy.ticket.key.FoundKey;
import dev.jenvoy.ticket.ledger.MoveTrack;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.ticket.move.Decision;
import dev.jenvoy.ticket.move.PresentKey;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.ticket.tracker.LookResult;
import dev.jenvoy.ticket.tracker.Tracker;
import dev.jenvoy.ticket.tracker.TrackerFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What would become of a ticket.
 *
 * @param ticket its key
 * @param tracker the name of its tracker
 * @param decision what would be done
 */
record ForeseenMove(String ticket, String tracker, Decision decision) {

    /** Looks at every ticket that a payload names, and decides as the server does. Changes nothing. */
    static List<ForeseenMove> look(ExplainedTickets explained, TrackerMaker maker) throws InterruptedException {
        Map<String, TrackerSetup> setups = new LinkedHashMap<>();
        explained.asked().forEach(one -> setups.put(one.tracker(), one.setup()));
        List<ForeseenMove> moves = new ArrayList<>();
        for (TrackerSetup setup : setups.values()) {
            if (explained.tooMany(setup).isPresent()) {
                continue;
            }
            try (Tracker tracker = maker.open(setup.options())) {
                for (ExplainedTickets.Asked one : explained.asked()) {
                    if (one.setup().equals(setup)) {
                        look(one, tracker, moves);
                    }
                }
            }
        }
        return moves;
    }

    private static void look(ExplainedTickets.Asked asked, Tracker tracker, List<ForeseenMove> moves)
            throws InterruptedException {
        Map<String, String> named = new HashMap<>();
        for (FoundKey found : asked.keys()) {
            String key = found.key().toString();
            LookResult look = tracker.look(key);
            Decision decision = look instanceof TrackerFailure failure
                    ? Decision.about(failure, asked.setup().options())
                    : Decision.about(((LookResult.Found) look).ticket(), asked.event(), asked.setup());
            String first = named.putIfAbsent(PresentKey.of(look, key, asked.setup()), key);
            moves.add(new ForeseenMove(
                    key,
                    asked.tracker(),
                    first == null
                            ? decision
                            : new Decision.Stay(decision.track(), TicketResult.BEFORE, "the same ticket as " + first)));
        }
    }

    /** Returns whether the ticket would move or needs nothing. */
    boolean isFine() {
        return decision instanceof Decision.Move
                || ((Decision.Stay) decision).result().weight() == TicketResult.Weight.FINE;
    }

    /** Returns the line that says so. */
    String line() {
        MoveTrack track = decision.track();
        if (decision instanceof Decision.Move move) {
            String by = track.transition().isEmpty() ? "" : " by \"" + track.transition() + "\"";
            int more = move.way().size() - 1;
            return ticket + " " + track.from() + " -> " + track.to() + by
                    + (more == 0 ? "" : " and " + more + (more == 1 ? " more step" : " more steps"));
        }
        Decision.Stay stay = (Decision.Stay) decision;
        return ticket + (track.from().isEmpty() ? "" : " " + track.from()) + ": "
                + stay.result().word() + (stay.note().isEmpty() ? "" : ", " + stay.note());
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("ticket", ticket);
        json.addProperty("tracker", tracker);
        json.addProperty("from", decision.track().from());
        json.addProperty("to", decision.track().to());
        json.addProperty("transition", decision.track().transition());
        if (decision instanceof Decision.Stay stay) {
            json.addProperty("result", stay.result().word());
            json.addProperty("note", stay.note());
        }
        json.addProperty("fine", isFine());
        return json;
    }
}
