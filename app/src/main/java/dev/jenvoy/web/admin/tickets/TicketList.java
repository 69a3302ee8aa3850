package dev.jenvoy.web.admin.tickets;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.ticket.file.FileProblem;
import dev.jenvoy.ticket.ledger.MoveFilter;
import dev.jenvoy.ticket.ledger.ShownMove;
import dev.jenvoy.ticket.ledger.TicketMove;
import dev.jenvoy.ticket.ledger.TicketResult;
import dev.jenvoy.ticket.options.TrackerOptions;
import dev.jenvoy.ticket.run.Tickets;
import dev.jenvoy.ticket.setup.TrackerSetup;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiJson;
import dev.jenvoy.web.admin.http.ApiResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes trackers and moves in the format of the API. */
final class TicketList {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.admin");

    /** More than a delivery can ask for: each tracker has a limit of 500 tickets. */
    private static final int MAX_DELIVERY_MOVES = 2_000;

    private final Tickets tickets;

    TicketList(Tickets tickets) {
        this.tickets = tickets;
    }

    ApiResult answer(AdminRequest request) {
        try {
            MoveQuery query = MoveQuery.of(request);
            // One more than wanted says whether there is a next page.
            List<ShownMove> found = tickets.ledger().list(query.filter(), query.before(), query.limit() + 1);
            List<ShownMove> page = found.subList(0, Math.min(found.size(), query.limit()));
            JsonElement next = found.size() > page.size()
                    ? new JsonPrimitive(page.get(page.size() - 1).move().id())
                    : JsonNull.INSTANCE;
            return ApiResult.json(
                    200,
                    ApiJson.object()
                            .add("trackers", trackers())
                            .add("problems", ApiJson.array(tickets.fileProblems(), TicketList::problem))
                            .add("moves", ApiJson.array(page, TicketList::move))
                            .add("next", next)
                            .done());
        } catch (MoveQuery.Wrong e) {
            return ApiResult.error(400, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.error("moves of tickets cannot be listed", e);
            return unreadable();
        }
    }

    static ApiResult unreadable() {
        return ApiResult.error(503, "the ledger of tickets cannot be read, see the log");
    }

    /** Returns the moves that a delivery asked for, in their order. */
    JsonArray of(long entry) {
        try {
            List<ShownMove> moves = new ArrayList<>(
                    tickets.ledger().list(MoveFilter.ofEntry(entry), OptionalLong.empty(), MAX_DELIVERY_MOVES));
            Collections.reverse(moves);
            return ApiJson.array(moves, TicketList::move);
        } catch (IOException e) {
            LOG.error("moves of a delivery cannot be listed entry={}", entry, e);
            return new JsonArray();
        }
    }

    private JsonArray trackers() throws IOException {
        Map<String, TrackerSetup> setups = tickets.setups();
        Map<String, Integer> waiting = tickets.ledger().waiting();
        return ApiJson.array(
                tickets.options().trackers().values(),
                tracker -> tracker(
                        tracker,
                        Optional.ofNullable(setups.get(tracker.name())),
                        waiting.getOrDefault(tracker.name(), 0)));
    }

    private JsonObject tracker(TrackerOptions tracker, Optional<TrackerSetup> setup, int waiting) {
        Collection<String> projects = setup.<Collection<String>>map(
                        files -> files.machines().keySet())
                .orElse(tracker.projects());
        Optional<String> problem = tickets.trouble(tracker);
        return ApiJson.object()
                .add("tracker", tracker.name())
                .add("kind", tracker.access().kind())
                .add("url", text(tracker.access().web()))
                .add("projects", ApiJson.texts(projects))
                .add("usable", problem.isEmpty())
                .add("problem", text(problem))
                .add("waiting", waiting)
                .done();
    }

    private static JsonElement problem(FileProblem problem) {
        return new JsonPrimitive(problem.describe());
    }

    private static JsonObject move(ShownMove shown) {
        TicketMove move = shown.move();
        ApiJson json = ApiJson.object()
                .add("move", move.id())
                .add("ticket", move.key().ticket())
                .add("url", move.url())
                .add("tracker", move.key().tracker())
                .add("happening", move.cause().happening())
                .add("event", move.cause().event())
                .add("occasion", move.key().occasion())
                .add("repository", move.cause().repository())
                .add("entry", move.cause().entry())
                .add("page", move.cause().page())
                .add("from", move.track().from())
                .add("to", move.track().to())
                .add("transition", move.track().transition())
                .add("result", shown.word())
                .add("fine", isFine(move))
                .add("waiting", shown.waiting())
                .add("note", move.note())
                .add("decided_at", move.decided());
        return move.ended().isEmpty()
                ? json.add("ended_at", JsonNull.INSTANCE).done()
                : json.add("ended_at", move.ended().get()).done();
    }

    static boolean isFine(TicketMove move) {
        return move.result()
                .filter(result -> result.weight() == TicketResult.Weight.FINE)
                .isPresent();
    }

    private static JsonElement text(Optional<String> text) {
        return text.<JsonElement>map(JsonPrimitive::new).orElse(JsonNull.INSTANCE);
    }
}
