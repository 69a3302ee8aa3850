package dev.jenvoy.process;

/** Runs commands under limits; the ways to start them differ, all else is here once. */
final class LimitedCommands implements Commands {
    private final Launcher launcher;

    LimitedCommands(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Result run(Command command, Limits limits, OutputListener listener, Cancellation cancellation)
            throws InterruptedException {
        long started = System.nanoTime();
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a command was started");
        }
        Output output = new Output(limits.maxOutput(), listener);
        Exit exit = cancellation.isCancelled()
                ? new Exit.Cancelled()
                : new Execution(
                                launcher,
                                command,
                                new Supervision(limits, output, cancellation, started),
                                output,
                                cancellation)
                        .run();
        return new Result(
                exit, output.stdout(), output.stderr(), java.time.Duration.ofNanos(System.nanoTime() - started));
    }
}
