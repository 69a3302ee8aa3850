package dev.jenvoy.http;

import java.net.http.HttpHeaders;

/** How a request ended. The texts of failures are fixed and contain no secret. */
public sealed interface HttpReply {

    /**
     * The service answered.
     *
     * @param body the answer's beginning, up to the limit of the request
     * @param cut whether the answer is longer
     */
    record Answer(int status, HttpHeaders headers, String body, boolean cut) implements HttpReply {}

    /** The service certainly did not get the whole request: no name, no connection, no encryption. */
    record NotSent(String why) implements HttpReply {}

    /** The request was sent, at least in part, and its answer was lost. */
    record Lost(String why) implements HttpReply {}
}
