package dev.jenvoy.cli.tickets;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.ticket.ledger.TicketMove;

/** Words about moves as the running server lists them. */
final class ListedMoves {

    static final String PATH = "/api/tickets";

    private ListedMoves() {}

    /** Returns the result of a move. */
    static String result(JsonObject move) {
        String result = JsonView.text(move, "result");
        return result.isEmpty() ? TicketMove.IN_DOUBT : result;
    }

    static Terminal.Colour colour(JsonObject move) {
        String result = JsonView.text(move, "result");
        if (result.isEmpty()) {
            return Terminal.Colour.CYAN;
        }
        return JsonView.flag(move, "fine") ? Terminal.Colour.GREEN : Terminal.Colour.RED;
    }
}
