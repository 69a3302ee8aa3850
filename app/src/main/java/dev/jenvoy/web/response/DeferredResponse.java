package dev.jenvoy.web.response;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.concurrent.CompletionStage;

/** What a request waits for. */
@CheckReturnValue
public interface DeferredResponse {

    /** Completes when everything has ended. Never fails. */
    CompletionStage<Void> all();

    /** The answer when everything has ended. */
    Response ended();

    /** The answer while something has not. */
    Response running();
}
