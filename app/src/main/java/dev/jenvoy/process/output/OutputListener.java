package dev.jenvoy.process.output;

import dev.jenvoy.process.Exit;

/** Receives the output of a command while it runs. */
@FunctionalInterface
public interface OutputListener {
    /** Ignores everything. */
    OutputListener NONE = (stream, chunk) -> {};

    /** Called once after the command has started, before any output. The rules of {@link #output} apply. */
    default void started() {}

    /**
     * Receives the next piece of an output, in order, also what is dropped of it afterwards. Pieces of both outputs come in the
     * order in which they were read: of what a command writes to both within some milliseconds, that to standard output may come first. Called on the
     * thread that runs the command, which reads no more output and enforces no limit until this returns, so it must be
     * quick. An exception ends the command at once (SIGKILL to its group), with {@link Exit.Lost}.
     *
     * @param chunk a new array, never empty
     */
    void output(OutputStreamName stream, byte[] chunk);
}
