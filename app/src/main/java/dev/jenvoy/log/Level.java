package dev.jenvoy.log;

/** Lists the kinds of lines, the least urgent first. */
public enum Level {
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL
}
