package dev.jenvoy.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a line as one JSON object, with the names of the Elastic Common Schema. Repeats the pairs of the message as
 * {@code labels}, each a string. Safe for use by several threads.
 */
final class EcsEncoder extends EncoderBase<ILoggingEvent> {

    /** The version in the schema's own specification for log lines. */
    private static final String ECS = "1.2.0";

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringWriter line = new StringWriter(512);
        try (JsonWriter json = new JsonWriter(line)) {
            json.setHtmlSafe(false);
            json.beginObject();
            // The specification requires these four first, in this order.
            StringBuilder stamp = new StringBuilder(32);
            Timestamp.append(stamp, event.getTimeStamp(), ZoneOffset.UTC);
            json.name("@timestamp").value(stamp.toString());
            json.name("log.level").value(event.getLevel().toString());
            json.name("message").value(message(event));
            json.name("ecs.version").value(ECS);
            json.name("service.name").value("jenvoy");
            json.name("log.logger").value(event.getLoggerName());
            json.name("process.thread.name").value(event.getThreadName());
            labels(json, KeyValuePairs.of(event));
            error(json, event.getThrowableProxy());
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String message(ILoggingEvent event) {
        StringBuilder message = new StringBuilder();
        EscapedMessage.appendAlone(message, event);
        return message.toString();
    }

    private static void labels(JsonWriter json, Map<String, String> pairs) throws IOException {
        if (pairs.isEmpty()) {
            return;
        }
        json.name("labels").beginObject();
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            json.name(pair.getKey()).value(pair.getValue());
        }
        json.endObject();
    }

    private static void error(JsonWriter json, @Nullable IThrowableProxy error) throws IOException {
        if (error == null) {
            return;
        }
        json.name("error.type").value(error.getClassName());
        if (error.getMessage() != null) {
            json.name("error.message").value(error.getMessage());
        }
        StringBuilder trace = new StringBuilder();
        Trace.append(trace, error);
        json.name("error.stack_trace").value(trace.toString());
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
