package dev.jenvoy.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/** Lines in one of two forms, which may change at any time: each line is whole in one of them. */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {

    private final Encoder<ILoggingEvent> text = new TextEncoder();
    private final Encoder<ILoggingEvent> json = new EcsEncoder();
    private volatile Encoder<ILoggingEvent> current = text;

    /** Text, until something else is said. */
    public LineEncoder(Context context) {
        setContext(context);
        text.setContext(context);
        json.setContext(context);
    }

    /** One line for people: time, level, message, logger. */
    public void useText() {
        current = text;
    }

    /** One JSON object a line, with the names of the Elastic Common Schema. */
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
