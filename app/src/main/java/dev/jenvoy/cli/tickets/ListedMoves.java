package dev.jenvoy.cli.tickets;

import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.base.Terminal;
import dev.jenvoy.ticket.ledger.ShownMove;
import java.util.List;

/** Words about moves as the running server lists them. */
final class ListedMoves {

    static final String PATH = "/api/tickets";

    private ListedMoves() {}

    /** Returns the result of a move. */
    static String result(JsonObject move) {
        return JsonView.text(move, "result");
    }

    static Terminal.Colour colour(JsonObject move) {
        if (List.of(ShownMove.UNDER_WAY, ShownMove.IN_DOUBT).contains(result(move))) {
            return Terminal.Colour.CYAN;
        }
        return JsonView.flag(move, "fine") ? Terminal.Colour.GREEN : Terminal.Colour.RED;
    }
}
