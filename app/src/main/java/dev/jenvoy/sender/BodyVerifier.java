package dev.jenvoy.sender;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.request.Rejection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;

/** Takes one request's body: hashes it while it arrives, and judges it when it is whole. For one thread at a time. */
public interface BodyVerifier {

    /** Up to so many bytes a body is judged without waiting for another request's, see {@link #waits}. */
    int SMALL = 64 * 1024;

    /** The next bytes of the raw body, before anything has parsed them. The array is used again: it is not to be kept. */
    void update(byte[] bytes, int offset, int length);

    /**
     * Judges the whole body: its signature first, then what it says. The body is the reception's from here on: it is
     * discarded unless it became a delivery's payload. May block, for a sender whose key has to be fetched.
     *
     * @param body the bytes that were given to {@link #update}
     * @throws IOException when spooled bytes cannot be read or written; nothing was accepted then
     */
    Reading read(Payload body) throws IOException;

    /**
     * Whether {@link #read} may wait for the network, the disk or another request, also with a body of up to {@link #SMALL}.
     * Where it does not, it may be called with such a body by a thread that serves other connections too.
     */
    default boolean waits() {
        return true;
    }

    /**
     * Has {@link #read} called by a worker when it is this request's turn. Does not wait. For a reception that {@link #waits}.
     *
     * @param read calls {@link #read}
     */
    default void await(Executor workers, Runnable read) {
        workers.execute(read);
    }

    /** How many bytes a body may have here, if that is fewer than the configuration allows. */
    default long limit() {
        return Long.MAX_VALUE;
    }

    /** What came of the body. */
    sealed interface Reading {

        /** Not taken. */
        record Refused(Rejection refusal) implements Reading {}

        /**
         * Verified and understood.
         *
         * @param deliveries at least one; several where one request tells of several branches. They share one payload,
         *     of which each discards its hold.
         */
        record Read(List<Delivery> deliveries) implements Reading {
            public Read {
                deliveries = List.copyOf(deliveries);
            }
        }

        /**
         * Verified, and nothing is to be run: a matter between the sender and the server.
         *
         * @param message what to answer
         */
        record Settled(String message) implements Reading {}
    }
}
