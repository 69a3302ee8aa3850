package dev.jenvoy.delivery.output;

/** Takes an action's output while it runs. Called on the action's thread; must not block. */
public interface OutputSink {

    /** Forgets what it is given. */
    OutputSink NONE = (stream, chunk) -> {};

    /** Takes the next piece of a stream. The array must not change afterwards. */
    void write(Stream stream, byte[] chunk);

    /** Which of the two outputs. */
    enum Stream {
        STDOUT,
        STDERR
    }
}
