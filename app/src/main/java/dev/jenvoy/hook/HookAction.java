package dev.jenvoy.hook;

import dev.jenvoy.delivery.Action;
import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.OutputSink;
import dev.jenvoy.delivery.Policy;
import dev.jenvoy.process.Cancellation;
import dev.jenvoy.process.Command;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.Limits;
import dev.jenvoy.process.OutputListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs one script of the hooks folder for a delivery. */
final class HookAction implements Action {

    private final Hook hook;
    private final Policy policy;
    private final Supplier<HookSettings> settings;
    private final PayloadFiles payloads;
    private final Commands commands;

    /** @param policy as it is when the hook is planned; the rest of its options is taken when it runs */
    HookAction(Hook hook, Policy policy, Supplier<HookSettings> settings, PayloadFiles payloads, Commands commands) {
        this.hook = hook;
        this.policy = policy;
        this.settings = settings;
        this.payloads = payloads;
        this.commands = commands;
    }

    @Override
    public String kind() {
        return HookPlanner.KIND;
    }

    @Override
    public String name() {
        return hook.name();
    }

    @Override
    public Policy policy() {
        return policy;
    }

    @Override
    public Outcome run(Context context) throws InterruptedException {
        Optional<Outcome> unfit = whyNot(HookFile.look(hook.file()));
        if (unfit.isPresent()) {
            return unfit.get();
        }
        HookSettings current = settings.get();
        HookOptions options = current.options().apply(hook.name());
        try (PayloadFiles.Copy payload = payloads.copyOf(context.delivery().payload(), context.token())) {
            Cancellation cancellation = new Cancellation();
            context.onCancel(cancellation::cancel);
            Map<String, String> environment = HookEnvironment.of(current.environment(), options, context);
            return Outcomes.of(
                    commands.run(
                            command(payload.file(), context, environment),
                            limits(options.limits()),
                            forwarded(context.output()),
                            cancellation),
                    options.limits());
        } catch (IOException e) {
            return Outcome.without(Ending.NOT_STARTABLE, 126, "could not be started: no room for its payload file");
        }
    }

    /** The folder may have changed since the delivery was planned, and be it by the hook before. */
    private static Optional<Outcome> whyNot(HookFile file) {
        if (file == HookFile.FIT) {
            return Optional.empty();
        }
        if (file == HookFile.MISSING) {
            return Optional.of(Outcome.without(Ending.VANISHED, 127, "could not be started: the file has gone"));
        }
        return Optional.of(Outcome.without(Ending.NOT_STARTABLE, 126, "could not be started: " + file.why()));
    }

    private Command command(Path payload, Context context, Map<String, String> environment) {
        Path folder = hook.file().toAbsolutePath().getParent();
        return new Command(
                List.of(
                        hook.file().toAbsolutePath().toString(),
                        payload.toAbsolutePath().toString(),
                        context.delivery().event().name()),
                folder == null ? hook.file().toAbsolutePath() : folder,
                environment,
                payload);
    }

    private static Limits limits(HookLimits limits) {
        return new Limits(limits.timeout(), limits.killGrace(), limits.maxOutput());
    }

    private static OutputListener forwarded(OutputSink sink) {
        return (stream, chunk) -> sink.write(
                switch (stream) {
                    case STDOUT -> OutputSink.Stream.STDOUT;
                    case STDERR -> OutputSink.Stream.STDERR;
                },
                chunk);
    }
}
