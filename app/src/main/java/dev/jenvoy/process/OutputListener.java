package dev.jenvoy.process;

/** Sees the output of a command while it runs. */
@FunctionalInterface
public interface OutputListener {
    /** Sees nothing. */
    OutputListener NONE = (stream, chunk) -> {};

    /**
     * Told of the next piece of an output, in order, as far as it is kept (see {@link Limits#maxOutput}). Called on the
     * thread that runs the command, which reads no more output and keeps no limit until this returns: it must be quick.
     * What it throws ends the command at once (SIGKILL to its group) and reaches the caller of
     * {@link Commands#run}.
     *
     * @param chunk an array of its own, never empty
     */
    void output(Stream stream, byte[] chunk);
}
