package dev.jenvoy.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.nio.charset.StandardCharsets;

/** Lines in one of two forms, which may change at any time: each line is whole in one of them. */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {

    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %words %logger{0}%n";

    private final Encoder<ILoggingEvent> text;
    private final Encoder<ILoggingEvent> json = new EcsEncoder();
    private volatile Encoder<ILoggingEvent> current;

    /** Text, until something else is said. */
    public LineEncoder(Context context) {
        setContext(context);
        json.setContext(context);
        text = text(context);
        current = text;
    }

    private static Encoder<ILoggingEvent> text(Context context) {
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("words", Message::new);
        layout.setPattern(LINE);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
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
