package dev.jenvoy.config;

/** {@code log_format}: how a line of the log looks. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One object a line, for programs. */
    JSON
}
