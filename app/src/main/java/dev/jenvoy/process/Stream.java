package dev.jenvoy.process;

/** The two outputs of a command. */
public enum Stream {
    /** Descriptor 1. */
    STDOUT,
    /** Descriptor 2. */
    STDERR
}
