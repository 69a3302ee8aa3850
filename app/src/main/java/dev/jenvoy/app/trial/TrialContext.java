package dev.jenvoy.app.trial;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.output.OutputSink;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** The surroundings of a first attempt that no journal knows. */
record TrialContext(Delivery delivery, OutputSink output, Consumer<Runnable> ending, String token) implements Context {

    TrialContext(Delivery delivery, OutputSink output, Consumer<Runnable> ending) {
        this(delivery, output, ending, UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public long entry() {
        return 1;
    }

    @Override
    public long fence() {
        return 1;
    }

    @Override
    public int redelivery() {
        return 1;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public String key() {
        return token;
    }

    @Override
    public boolean inDoubt() {
        return false;
    }

    @Override
    public List<Earlier> earlier() {
        return List.of();
    }

    @Override
    public void started() {
        // There is no journal that wants to know.
    }

    @Override
    public OutputSink output(long most) {
        return output;
    }

    @Override
    public void onCancel(Runnable end) {
        ending.accept(end);
    }
}
