package dev.jenvoy.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/**
 * Appends an error as Java prints it, with its causes. Escapes its message, so that no part of it can look like a line
 * of the log.
 */
final class Trace {

    private static final int DEEPEST = 20;

    private Trace() {}

    static void append(StringBuilder text, IThrowableProxy error) {
        append(text, "", "", error, 0);
    }

    private static void append(StringBuilder text, String indent, String caption, IThrowableProxy error, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        text.append(indent).append(caption).append(error.getClassName());
        if (error.getMessage() != null) {
            text.append(": ");
            EscapedMessage.harmless(text, error.getMessage());
        }
        text.append(System.lineSeparator());
        StackTraceElementProxy[] steps = error.getStackTraceElementProxyArray();
        int own = steps.length - error.getCommonFrames();
        for (int at = 0; at < own; at++) {
            text.append(indent).append('\t').append(steps[at].getSTEAsString()).append(System.lineSeparator());
        }
        if (error.getCommonFrames() > 0) {
            text.append(indent).append("\t... ").append(error.getCommonFrames()).append(" common frames omitted");
            text.append(System.lineSeparator());
        }
        for (IThrowableProxy suppressed : error.getSuppressed()) {
            append(text, indent + '\t', "Suppressed: ", suppressed, depth + 1);
        }
        @Nullable IThrowableProxy cause = error.getCause();
        if (cause != null) {
            append(text, indent, "Caused by: ", cause, depth + 1);
        }
    }
}
