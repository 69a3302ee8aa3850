package dev.jenvoy.process;

import dev.jenvoy.process.output.OutputListener;
import dev.jenvoy.process.output.OutputReader;
import java.time.Duration;

/** Runs commands under limits, with any launcher. */
final class LimitedCommands implements Commands {
    /** The exit code of env(1) and shells if a program does not exist. */
    static final int NOT_FOUND = 127;

    private final Launcher launcher;

    LimitedCommands(Launcher launcher) {
        this.launcher = new HelpedLauncher(launcher);
    }

    @Override
    public CommandResult run(Command command, Limits limits, OutputListener listener, Cancellation cancellation)
            throws InterruptedException {
        long started = System.nanoTime();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a command was started");
        }
        OutputReader output = new OutputReader(limits.maxOutput(), listener);
        Supervision supervision = new Supervision(limits, output, cancellation, started);
        CommandExecution execution = new CommandExecution(launcher, command, supervision, output, cancellation);
        Exit exit = cancellation.isCancelled() ? new Exit.Cancelled() : execution.run();
        if (exit instanceof Exit.Exited exited && exited.code() == NOT_FOUND) {
            exit = StartFailureReason.afterNotFound(command).orElse(exit);
        }
        // A command that was seen failed by itself, whatever it said: it may have used the helper's program, too.
        if (exit instanceof Exit.Exited exited && command.helper().isPresent() && !execution.wasSeen()) {
            exit = command.helper()
                    .get()
                    .refusal(
                            exited.code(),
                            output.stdout().bytes(),
                            output.stderr().bytes())
                    .<Exit>map(words -> new Exit.NotStarted("the helper for other accounts refused it: " + words))
                    .orElse(exit);
        }
        return new CommandResult(
                exit,
                output.stdout(),
                output.stderr(),
                Duration.ofNanos(System.nanoTime() - started),
                supervision.remaining());
    }

    @Override
    public ResidentProcess start(Command command) throws StartRefused, InterruptedException {
        return ResidentProcess.start(launcher, command);
    }
}
