package dev.jenvoy.config;

/** {@code debug_level}: the least urgent kind of line that is logged. */
public enum Level {
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL
}
