package dev.jenvoy.web;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.web.response.Responses;
import dev.jenvoy.web.response.SingleResponse;
import dev.jenvoy.web.response.WebOptions;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;

/**
 * A request in progress.
 *
 * @param source the sender that verifies the request
 * @param spareId the id for a delivery without its own
 * @param origin the client's address
 * @param settings the settings that applied when the request began
 * @param began the time when the request began, in {@link System#nanoTime}
 */
record DeliveryRequest(
        HttpServerExchange exchange,
        RequestHeaders headers,
        Sender source,
        String spareId,
        ClientAddress origin,
        WebOptions settings,
        long began,
        SingleResponse reply) {

    /** Returns the responses in the format that the sender expects. */
    Responses answers() {
        return Responses.in(source.envelope());
    }

    /** Returns the id that the response carries. */
    String id() {
        return reply.delivery();
    }

    /** Returns what is left of a limit that started with the request. Negative if the limit has passed. */
    long millisLeft(Duration limit) {
        return limit.minusNanos(System.nanoTime() - began).toMillis();
    }
}
