package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.OutputSink;

/** One start of one action. */
record RunningAction(
        Delivery delivery, int attempt, String token, OutputSink output, CancellationToken cancel, Runnable begun)
        implements Context {
    @Override
    public void started() {
        begun.run();
    }

    @Override
    public void onCancel(Runnable ending) {
        cancel.onCancel(ending);
    }
}
