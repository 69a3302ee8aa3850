package dev.jenvoy.process;

import dev.jenvoy.process.output.CapturedOutput;
import dev.jenvoy.process.output.OutputListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Runs commands through setsid(1). Detects from its exit code and its line of output that setsid could not execute the
 * command.
 */
final class PortableCommands implements Commands {
    private static final String SPEAKER = "setsid: ";
    /** The names of these errors in glibc and musl, in English. */
    private static final Set<String> SHORTAGES = Set.of(
            "Resource temporarily unavailable",
            "Cannot allocate memory",
            "Out of memory",
            "Too many open files",
            "No file descriptors available",
            "Too many open files in system");

    private static final Duration BUSY_FILE = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private final Commands commands;

    PortableCommands(PortableLauncher launcher) {
        commands = new LimitedCommands(launcher);
    }

    @Override
    public CommandResult run(Command command, Limits limits, OutputListener listener, Cancellation cancellation)
            throws InterruptedException {
        long giveUp = System.nanoTime() + BUSY_FILE.toNanos();
        while (true) {
            CommandResult result = commands.run(command, limits, listener, cancellation);
            if (!isOfSetsid(result)) {
                return result;
            }
            Optional<Exit> refusal = StartFailureReason.beforeStart(command);
            if (refusal.isPresent() || System.nanoTime() - giveUp > 0) {
                Exit exit = refusal.orElseGet(() -> refused(result));
                return new CommandResult(
                        exit, CapturedOutput.EMPTY, CapturedOutput.EMPTY, result.duration(), Optional.empty());
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    @Override
    public ResidentProcess start(Command command) throws StartRefused, InterruptedException {
        return commands.start(command);
    }

    private static boolean isOfSetsid(CommandResult result) {
        int status = result.exit() instanceof Exit.Exited exited ? exited.code() : 0;
        return (status == 126 || status == 127)
                && result.stdout().equals(CapturedOutput.EMPTY)
                && new String(result.stderr().bytes(), StandardCharsets.ISO_8859_1).startsWith(SPEAKER);
    }

    /** Returns the last part of setsid's message, which is the system's error text. It may be in another language. */
    private static Exit refused(CommandResult result) {
        String said = new String(result.stderr().bytes(), StandardCharsets.UTF_8).strip();
        String reason = said.substring(said.lastIndexOf(": ") + 2);
        if (SHORTAGES.contains(reason)) {
            return new Exit.NoRoom("the machine has no room for another process: " + reason);
        }
        return new Exit.NotStarted(
                reason.equals("Text file busy")
                        ? StartFailureReason.BEING_WRITTEN
                        : "the system refused it: " + reason);
    }
}
