package dev.jenvoy.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/** Encodes lines in one of two formats. The format may change at any time; each line is complete in one of them. */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {

    private final Encoder<ILoggingEvent> text = new TextEncoder();
    private final Encoder<ILoggingEvent> json = new EcsEncoder();
    private volatile Encoder<ILoggingEvent> current = text;

    /** Starts with text. */
    public LineEncoder(Context context) {
        setContext(context);
        text.setContext(context);
        json.setContext(context);
    }

    /** Switches to lines for people: time, level, message, logger. */
    public void useText() {
        current = text;
    }

    /** Switches to JSON objects with the names of the Elastic Common Schema. */
    public void useJson() {
        current = json;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return current.encode(event);
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
