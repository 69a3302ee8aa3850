package dev.jenvoy.source;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Payload;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;

/** Takes one request's body: hashes it while it arrives, and judges it when it is whole. For one thread at a time. */
public interface Reception {

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
     * Whether {@link #read} may wait for the network, the disk or another request, also with a body that is held in memory.
     * Where it does not, it may be called by a thread that serves other connections too.
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

    /** What came of the body. */
    sealed interface Reading {

        /** Not taken. */
        record Refused(Refusal refusal) implements Reading {}

        /**
         * Verified and understood.
         *
         * @param deliveries at least one; several where one request tells of several branches. Each has a payload of
         *     its own.
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
