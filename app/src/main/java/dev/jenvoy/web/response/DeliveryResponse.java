package dev.jenvoy.web.response;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import java.util.concurrent.CompletionStage;

/** The response for one delivery whose end is awaited. */
@CheckReturnValue
public record DeliveryResponse(String id, DeliveryProgress progress, Responses answers, WebOptions settings)
        implements DeferredResponse {

    @Override
    public CompletionStage<Void> all() {
        return progress.all().thenAccept(ended -> {});
    }

    @Override
    public Response ended() {
        return answers.done(progress.soFar(), settings);
    }

    @Override
    public Response running() {
        return answers.running(id, progress.soFar(), settings);
    }
}
