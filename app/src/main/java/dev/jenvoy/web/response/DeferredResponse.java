package dev.jenvoy.web.response;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.concurrent.CompletionStage;

/** A response that is not complete yet. */
@CheckReturnValue
public interface DeferredResponse {

    /** Completes when all deliveries have ended. Never fails. */
    CompletionStage<Void> all();

    /** Returns the response for ended deliveries. */
    Response ended();

    /** Returns the response while a delivery is still running. */
    Response running();
}
