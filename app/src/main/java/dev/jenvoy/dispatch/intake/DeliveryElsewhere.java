package dev.jenvoy.dispatch.intake;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.dispatch.schedule.DeliveryProgress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A delivery that was accepted and is not run here: nothing of its actions becomes known here.
 *
 * @param number the journal's number
 */
@CheckReturnValue
public record DeliveryElsewhere(long number) implements DeliveryProgress {

    @Override
    public List<Ended> soFar() {
        return List.of();
    }

    @Override
    public CompletionStage<List<Ended>> all() {
        return new CompletableFuture<>();
    }
}
