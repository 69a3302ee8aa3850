package dev.jenvoy.web;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.concurrent.CompletionStage;

/** What a request waits for. */
@CheckReturnValue
interface Pending {

    /** Completes when everything has ended. Never fails. */
    CompletionStage<Void> all();

    /** The answer when everything has ended. */
    Answer ended();

    /** The answer while something has not. */
    Answer running();
}
