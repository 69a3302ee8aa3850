package dev.jenvoy.ticket.happening;

import dev.jenvoy.delivery.Delivery;
import java.io.IOException;
import java.util.List;

/** Reads what happened out of a delivery. */
public final class HappeningReader {

    private HappeningReader() {}

    /**
     * Returns what happened, in order: mostly one thing or nothing, two where a sender tells of both in one delivery. Nothing
     * for a sender that is not known, for a delivery at the addresses of chat routes, and where a value that is needed is of
     * another type than its sender documents. Blocks while it reads the payload.
     *
     * @throws IOException if the payload cannot be read now or has gone
     */
    public static List<TicketHappening> read(Delivery delivery) throws IOException {
        throw new UnsupportedOperationException();
    }
}
