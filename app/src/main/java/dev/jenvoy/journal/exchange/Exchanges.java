package dev.jenvoy.journal.exchange;

import java.util.Optional;

/** Keeps the responses to deliveries, as long as the deliveries are kept. Thread-safe. */
public interface Exchanges {

    /**
     * Keeps the first response to a delivery within about a second, or never: if the server dies, the disk is full, or too
     * much waits. Does not block.
     *
     * @param entry the journal's number of the delivery
     */
    void keep(long entry, KeptExchange exchange);

    /**
     * Returns the response; empty for a delivery that no request brought (a redelivery by an operator, a run by time), that
     * was ignored, that has not been answered yet, or that came before responses were kept. Blocks for reading from disk.
     */
    Optional<KeptExchange> of(long entry);
}
