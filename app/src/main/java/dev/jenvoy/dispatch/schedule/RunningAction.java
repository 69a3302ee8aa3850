package dev.jenvoy.dispatch.schedule;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Planned;
import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.delivery.payload.PayloadDigest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;

/** One start of one action. */
record RunningAction(
        long entry,
        int redelivery,
        Delivery delivery,
        Planned planned,
        List<Earlier> earlier,
        int attempt,
        boolean inDoubt,
        long fence,
        String token,
        LongFunction<OutputSink> logs,
        CancellationToken cancel,
        Runnable begun)
        implements Context {

    @Override
    public String key() {
        String whole = String.join(
                "\0",
                delivery.key().source(),
                delivery.key().webhook(),
                delivery.key().id(),
                planned.kind(),
                planned.name());
        return PayloadDigest.of(whole.getBytes(StandardCharsets.UTF_8)).hex();
    }

    @Override
    public OutputSink output(long most) {
        return logs.apply(most);
    }

    @Override
    public void started() {
        begun.run();
    }

    @Override
    public void onCancel(Runnable ending) {
        cancel.onCancel(ending);
    }
}
