package dev.jenvoy.process.output;

/** The two outputs of a command. */
public enum OutputStreamName {
    /** Descriptor 1. */
    STDOUT,
    /** Descriptor 2. */
    STDERR
}
