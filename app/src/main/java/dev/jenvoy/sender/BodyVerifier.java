package dev.jenvoy.sender;

import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.request.Rejection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Verifies one request's body: hashes it while it arrives, and judges it when it is whole. For one thread at a time. */
public interface BodyVerifier {

    /** The size up to which a body is judged without waiting for another request's, see {@link #waits}. */
    int SMALL = 64 * 1024;

    /** Hashes the next bytes of the raw body, before they are parsed. The caller uses the array again. */
    void update(byte[] bytes, int offset, int length);

    /**
     * Judges the whole body: its signature first, then its contents. The verifier owns the body from here on, and discards it
     * unless it became a delivery's payload. May block, for a sender whose key has to be fetched.
     *
     * @param body the bytes that were given to {@link #update}
     * @throws IOException when spooled bytes cannot be read or written; nothing was accepted then
     */
    Reading read(Payload body) throws IOException;

    /**
     * Tells whether {@link #read} may wait for the network, the disk or another request, even with a body of up to {@link
     * #SMALL}. If not, a thread that serves other connections too may call it with such a body.
     */
    default boolean waits() {
        return true;
    }

    /**
     * Has a worker call {@link #read} when it is this request's turn. Does not wait. For a verifier that {@link #waits}.
     *
     * @param read calls {@link #read}
     */
    default void await(Executor workers, Runnable read) {
        workers.execute(read);
    }

    /** Limits the bytes of a body, if this sender allows fewer than the configuration. */
    default long limit() {
        return Long.MAX_VALUE;
    }

    /** The result of judging a body. */
    sealed interface Reading {

        /** The request is rejected. */
        record Refused(Rejection refusal) implements Reading {}

        /**
         * The body is verified and understood.
         *
         * @param deliveries at least one; several when one request is about several branches. They share one payload,
         *     of which each discards its hold.
         */
        record Read(List<Delivery> deliveries) implements Reading {
            public Read {
                deliveries = List.copyOf(deliveries);
            }
        }

        /**
         * The body is verified and is no delivery: the sender expects this answer.
         *
         * @param json the body of the answer
         */
        record Replied(String json) implements Reading {}

        /**
         * The body is verified and runs nothing: this is the answer.
         *
         * @param status the HTTP status
         * @param text the body of the answer
         * @param contentType its type
         */
        record Answered(int status, String text, String contentType) implements Reading {}

        /**
         * The body is verified and is no delivery: the answer follows, and no thread is held for it.
         *
         * @param reply completes with what is to be answered, always and within a few seconds
         */
        record Awaited(CompletionStage<Replied> reply) implements Reading {}

        /**
         * The body is verified, and no hook runs: the matter is between the sender and the server.
         *
         * @param message the text of the answer
         */
        record Settled(String message) implements Reading {}
    }
}
