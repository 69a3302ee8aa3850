package dev.jenvoy.dispatch.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.delivery.Outcome;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** An accepted delivery in flight, for requests that wait for it. Safe for use by several threads. */
@CheckReturnValue
public interface DeliveryProgress {

    /** The journal's number of the delivery. */
    long number();

    /** What has ended so far, in the order in which it ran. */
    List<Ended> soFar();

    /**
     * Completes with everything when all has ended and is recorded. Never fails, and never completes when the server
     * stops first. What follows on it must be short.
     */
    CompletionStage<List<Ended>> all();

    /** An action that has come to its end. */
    record Ended(String name, Outcome outcome) {}
}
