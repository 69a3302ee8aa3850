package dev.jenvoy.hook;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.OutputSink;
import dev.jenvoy.process.Cancellation;
import dev.jenvoy.process.Command;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.Limits;
import dev.jenvoy.process.OutputListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs what a delivery causes: with a payload file of its own, the environment of hooks, and their limits. */
final class Runs {

    private final PayloadFiles payloads;
    private final Commands commands;

    Runs(PayloadFiles payloads, Commands commands) {
        this.payloads = payloads;
        this.commands = commands;
    }

    /**
     * Runs it to its end on the calling thread.
     *
     * @param program the program and what comes before the two arguments that every hook gets, payload file and event
     * @param folder the working directory
     */
    Outcome run(List<String> program, Path folder, HookSettings settings, HookOptions options, Context context)
            throws InterruptedException {
        try (PayloadFiles.Copy payload = payloads.copyOf(context.delivery().payload(), context.token())) {
            Cancellation cancellation = new Cancellation();
            context.onCancel(cancellation::cancel);
            Path file = payload.file().toAbsolutePath();
            List<String> arguments = new ArrayList<>(program);
            arguments.add(file.toString());
            arguments.add(context.delivery().event().name());
            Map<String, String> environment = HookEnvironment.of(settings.environment(), options, context);
            return Outcomes.of(
                    commands.run(
                            new Command(arguments, folder, environment, file),
                            limits(options.limits()),
                            forwarded(context.output()),
                            cancellation),
                    options.limits());
        } catch (IOException e) {
            return Outcome.without(Ending.NOT_STARTABLE, 126, "could not be started: no room for its payload file");
        }
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
