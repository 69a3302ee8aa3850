package dev.jenvoy.web;

import dev.jenvoy.journal.exchange.Exchanges;
import dev.jenvoy.journal.exchange.KeptExchange;
import dev.jenvoy.web.response.Response;
import java.time.InstantSource;
import java.util.List;

/** Keeps what accepted deliveries were answered, and from where they came. Does not block. */
final class SentResponses {

    /** Of a request with many deliveries, so many get the response. */
    private static final int MOST_DELIVERIES = 20;

    private final Exchanges kept;
    private final InstantSource clock;

    SentResponses(Exchanges kept, InstantSource clock) {
        this.kept = kept;
        this.clock = clock;
    }

    /** @param entries the journal's numbers of the deliveries of the request */
    void keep(List<Long> entries, DeliveryRequest request, Response response) {
        KeptExchange exchange = new KeptExchange(
                request.origin().toString(),
                clock.instant(),
                response.status(),
                response.contentType(),
                response.json(),
                response.json().length());
        entries.stream().limit(MOST_DELIVERIES).forEach(entry -> kept.keep(entry, exchange));
    }
}
