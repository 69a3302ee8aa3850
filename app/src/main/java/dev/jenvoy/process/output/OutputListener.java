package dev.jenvoy.process.output;

import dev.jenvoy.process.Exit;
import dev.jenvoy.process.Limits;

/** Sees a command while it runs. */
@FunctionalInterface
public interface OutputListener {
    /** Sees nothing. */
    OutputListener NONE = (stream, chunk) -> {};

    /** Told once that the command has been started, before any output. The same holds for it as for {@link #output}. */
    default void started() {}

    /**
     * Told of the next piece of an output, in order, up to {@link Limits#maxOutput} bytes of it. Called on the
     * thread that runs the command, which reads no more output and keeps no limit until this returns: it must be quick.
     * What it throws ends the command at once (SIGKILL to its group), which is {@link Exit.Lost} then.
     *
     * @param chunk an array of its own, never empty
     */
    void output(OutputStreamName stream, byte[] chunk);
}
