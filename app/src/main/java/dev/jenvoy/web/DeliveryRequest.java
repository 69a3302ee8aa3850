package dev.jenvoy.web;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.request.ClientAddress;
import dev.jenvoy.web.response.Responses;
import dev.jenvoy.web.response.SingleResponse;
import dev.jenvoy.web.response.WebSettings;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;

/**
 * A request on its way.
 *
 * @param source who judges it
 * @param spareId the id of a delivery that has none of its own
 * @param origin where it came from
 * @param settings those that were in force when it began
 * @param began when that was, in {@link System#nanoTime}
 */
record DeliveryRequest(
        HttpServerExchange exchange,
        RequestHeaders headers,
        Sender source,
        String spareId,
        ClientAddress origin,
        WebSettings settings,
        long began,
        SingleResponse reply) {

    /** The answers in the form that its sender expects. */
    Responses answers() {
        return Responses.in(source.envelope());
    }

    /** The id that its answer carries. */
    String id() {
        return reply.delivery();
    }

    /** What is left of a limit that began with the request; below zero when it is over. */
    long millisLeft(Duration limit) {
        return limit.minusNanos(System.nanoTime() - began).toMillis();
    }
}
