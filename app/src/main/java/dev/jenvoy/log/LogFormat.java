package dev.jenvoy.log;

/** Lists how a line of the log may look. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One object a line, for programs. */
    JSON
}
