package dev.jenvoy.web;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import java.util.concurrent.CompletionStage;

/** One delivery that a request waits for. */
@CheckReturnValue
record PendingDelivery(String id, DeliveryProgress progress, Answers answers, WebSettings settings) implements Pending {

    @Override
    public CompletionStage<Void> all() {
        return progress.all().thenAccept(ended -> {});
    }

    @Override
    public Answer ended() {
        return answers.done(progress.soFar(), settings);
    }

    @Override
    public Answer running() {
        return answers.running(id, progress.soFar(), settings);
    }
}
