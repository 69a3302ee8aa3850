package dev.jenvoy.dispatch;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.OutputSink;

/** One start of one action. */
record Run(Delivery delivery, int attempt, String token, OutputSink output, CancelSwitch cancel, Runnable begun)
        implements Context {
    @Override
    public void started() {
        begun.run();
    }

    @Override
    public void onCancel(Runnable ending) {
        cancel.onThrown(ending);
    }
}
