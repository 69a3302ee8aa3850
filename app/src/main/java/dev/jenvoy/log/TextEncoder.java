package dev.jenvoy.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * Encodes a line for people: time, level, message, logger; below it the stack trace of an error. Written by hand,
 * because Logback's patterns delay the start (see {@code docs/concepts/performance.md}, "Choices that were measured").
 * Safe for use by several threads.
 */
final class TextEncoder extends EncoderBase<ILoggingEvent> {

    /** The width of the longest level. */
    private static final int LEVEL_WIDTH = 5;

    private final ZoneId zone = ZoneId.systemDefault();

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        Timestamp.append(line, event.getTimeStamp(), zone);
        String level = event.getLevel().toString();
        line.append(' ').append(level);
        for (int width = level.length(); width <= LEVEL_WIDTH; width++) {
            line.append(' ');
        }
        EscapedMessage.append(line, event);
        String logger = event.getLoggerName();
        line.append(' ').append(logger, logger.lastIndexOf('.') + 1, logger.length());
        line.append(System.lineSeparator());
        IThrowableProxy error = event.getThrowableProxy();
        if (error != null) {
            Trace.append(line, error);
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }
}
