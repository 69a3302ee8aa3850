package dev.jenvoy.hook.run;

import dev.jenvoy.delivery.Context;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.ShortageException;
import dev.jenvoy.delivery.output.OutputSink;
import dev.jenvoy.delivery.payload.PayloadLostException;
import dev.jenvoy.hook.HookOptions;
import dev.jenvoy.hook.HookSettings;
import dev.jenvoy.process.Cancellation;
import dev.jenvoy.process.Command;
import dev.jenvoy.process.CommandResult;
import dev.jenvoy.process.Commands;
import dev.jenvoy.process.Exit;
import dev.jenvoy.process.Limits;
import dev.jenvoy.process.os.AccessList;
import dev.jenvoy.process.output.OutputListener;
import dev.jenvoy.process.output.OutputStreamName;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an action of a delivery, with its own payload file, the environment of hooks, and their limits. */
final class ScriptRunner {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");

    private final HookPayloadFiles payloads;
    private final Commands commands;
    private final SharedRuns shared;

    /**
     * @param shared what a server among several adds to a run
     */
    ScriptRunner(HookPayloadFiles payloads, Commands commands, SharedRuns shared) {
        this.payloads = payloads;
        this.commands = commands;
        this.shared = shared;
    }

    /** Returns what a server among several adds to the environment of a run. */
    Map<String, String> shared(Context context) {
        return shared.server()
                .map(number -> Map.of(
                        HookEnvironment.SERVER,
                        number.toString(),
                        HookEnvironment.FENCE,
                        Long.toString(context.fence())))
                .orElse(Map.of());
    }

    /**
     * Runs it to its end on the calling thread.
     *
     * @param name the action's name, for the log
     * @param program the program and its arguments before the two that every hook gets: payload file and event
     * @param folder the working directory
     * @param others what the other actions came to, for a hook that runs after them: it reads this in place of the payload
     * @param variables what the hook's head adds to its environment
     */
    Outcome run(
            String name,
            List<String> program,
            Path folder,
            HookSettings settings,
            HookOptions options,
            Optional<EarlierOutcomes> others,
            Map<String, String> variables,
            Context context)
            throws ShortageException, InterruptedException {
        return run(name, settings, options, context, (payload, account, listener, cancellation) -> {
            Path file = payload.file().toAbsolutePath();
            List<String> arguments = new ArrayList<>(program);
            arguments.add(file.toString());
            arguments.add(context.delivery().event().name());
            Map<String, String> environment =
                    HookEnvironment.of(inherited(settings, account), variables, options, context);
            environment.putAll(shared(context));
            Path input = file;
            if (others.isPresent()) {
                environment.put(HookEnvironment.RESULT, others.get().word());
                input = payload.write("result.json", others.get()::write).toAbsolutePath();
                if (account.isPresent()) {
                    account.get().own(input);
                }
            }
            return commands.run(
                    new Command(
                            account.map(other -> other.command(arguments)).orElse(arguments),
                            folder,
                            environment,
                            input,
                            account.flatMap(OtherAccount::helper)),
                    options.limits(),
                    listener,
                    cancellation);
        });
    }

    /** How a payload file is given to a program. */
    interface Way {
        /**
         * Runs the program, and blocks until it has ended.
         *
         * @param account as which the program runs; empty for the server's own
         */
        CommandResult run(
                HookPayloadFiles.Copy payload,
                Optional<OtherAccount> account,
                OutputListener listener,
                Cancellation cancellation)
                throws IOException, InterruptedException;
    }

    /** Runs it in this way to its end on the calling thread. */
    Outcome run(String name, HookSettings settings, HookOptions options, Context context, Way way)
            throws ShortageException, InterruptedException {
        Optional<OtherAccount> account;
        try {
            account = options.user().isEmpty()
                    ? Optional.empty()
                    : OtherAccount.find(options.user().get(), settings);
        } catch (OtherAccount.NoSuchAccount e) {
            return Outcome.without(Ending.NOT_STARTABLE, 126, "could not be started: " + e.getMessage());
        }
        shared.begins(context.token());
        try (HookPayloadFiles.Copy payload = copy(account, context)) {
            Cancellation cancellation = new Cancellation();
            context.onCancel(cancellation::cancel);
            CommandResult result = way.run(payload, account, forwarded(context, options.maxOutput()), cancellation);
            if (result.exit() instanceof Exit.NoRoom shortage) {
                throw new ShortageException(shortage.what());
            }
            result.remaining()
                    .ifPresent(living -> LOG.error(
                            "hook ended but some of its processes are still running hook={} attempt={} living=\"{}\"",
                            name,
                            context.attempt(),
                            living));
            return outcome(result, options.limits());
        } catch (PayloadLostException e) {
            LOG.error("the payload of a hook is lost hook={} cause=\"{}\"", name, e.getMessage());
            return Outcome.without(Ending.NOT_STARTABLE, 126, "could not be started: its payload no longer exists");
        } catch (AccessList.Missing e) {
            return Outcome.without(Ending.NOT_STARTABLE, 126, "could not be started: " + e.getMessage());
        } catch (IOException e) {
            // Every other hook would fail too, so it is not a fault of this one.
            throw new ShortageException("no room for a payload file: " + reason(e), e);
        } finally {
            shared.ended(context.token());
        }
    }

    private HookPayloadFiles.Copy copy(Optional<OtherAccount> account, Context context) throws IOException {
        return account.isPresent()
                ? payloads.copyFor(account.get(), context.delivery().payload(), context.token())
                : payloads.copyOf(context.delivery().payload(), context.token());
    }

    /** Returns the environment that every hook of the account gets. */
    static Map<String, String> inherited(HookSettings settings, Optional<OtherAccount> account) {
        Map<String, String> inherited = new HashMap<>(settings.environment());
        account.ifPresent(other -> inherited.putAll(other.variables()));
        return inherited;
    }

    private static Outcome outcome(CommandResult result, Limits limits) {
        try {
            return OutcomeMapper.of(result, limits);
        } catch (OutOfMemoryError e) {
            // The hook ran, so this must not count as a failed start.
            LOG.error("no memory for the output of a hook", e);
            return OutcomeMapper.withoutOutput(result, limits);
        }
    }

    /** Returns the system's error text without the path, which must not appear on a public page. */
    private static String reason(IOException e) {
        String said = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }

    private static OutputListener forwarded(Context context, long most) {
        OutputSink sink = context.output(most);
        return new OutputListener() {
            @Override
            public void started() {
                context.started();
            }

            @Override
            public void output(OutputStreamName stream, byte[] chunk) {
                sink.write(
                        switch (stream) {
                            case STDOUT -> OutputSink.Stream.STDOUT;
                            case STDERR -> OutputSink.Stream.STDERR;
                        },
                        chunk);
            }
        };
    }
}
