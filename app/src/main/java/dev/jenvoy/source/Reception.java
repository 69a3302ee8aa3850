package dev.jenvoy.source;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Payload;
import java.io.IOException;

/** Takes one request's body: hashes it while it arrives, and judges it when it is whole. For one thread at a time. */
public interface Reception {

    /** The next bytes of the raw body, before anything has parsed them. */
    void update(byte[] bytes, int offset, int length);

    /**
     * Judges the whole body: its signature first, then what it says. The body is the reception's from here on: it is
     * discarded unless it became the delivery's payload.
     *
     * @param body the bytes that were given to {@link #update}
     * @throws IOException when spooled bytes cannot be read or written; nothing was accepted then
     */
    Reading read(Payload body) throws IOException;

    /** What came of the body. */
    sealed interface Reading {

        /** Not taken. */
        record Refused(Refusal refusal) implements Reading {}

        /** Verified and understood. */
        record Read(Delivery delivery) implements Reading {}
    }
}
