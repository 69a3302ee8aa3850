package dev.jenvoy.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.jenvoy.config.Config;
import dev.jenvoy.log.LineEncoder;
import dev.jenvoy.log.LogFormat;
import dev.jenvoy.log.LogOptions;
import dev.jenvoy.log.LogQueue;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sets up the log: lines on standard error, written by a queue. Level and format can change at any time. Logback finds
 * it as a service, in place of a file that would be parsed at every start.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    /** The logger of requests. It has its own level, independent of the others. */
    private static final String ACCESS = "jenvoy.access";

    /** The context's key for the encoder. */
    private static final String LINES = "jenvoy.lines";

    /** The context's key for the queue. */
    private static final String QUEUE = "jenvoy.queue";

    /** Libraries that log internals at INFO. */
    private static final String[] LIBRARIES = {"io.undertow", "org.xnio", "org.jboss", "java.net", "jdk", "sun"};

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        LineEncoder encoder = new LineEncoder(context);
        encoder.start();
        context.putObject(LINES, encoder);
        LogQueue queue = new LogQueue(context, encoder, () -> System.err);
        queue.start();
        context.putObject(QUEUE, queue);
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(queue);
        root.setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Writes the lines that were logged before this call. Blocks until that is done, at most for this long. Needed for
     * an end of the process that runs no shutdown hooks; other ends do this themselves.
     */
    public static void flush(Duration most) {
        if (queue() instanceof LogQueue queue) {
            queue.flush(most);
        }
    }

    /** Sets the listener for errors that lines carry. It is called on the thread that logs. */
    static void onFailure(Consumer<Throwable> listener) {
        if (queue() instanceof LogQueue queue) {
            queue.onFailure(listener);
        }
    }

    private static @Nullable Object queue() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context ? context.getObject(QUEUE) : null;
    }

    /** Applies the configuration to the log, from the next line on. */
    static void follow(Config config) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            level(context, config.get(LogOptions.GROUP).level());
            format(context, config.get(LogOptions.GROUP).format());
            boolean all = config.get(LogOptions.GROUP).access()
                    || config.get(LogOptions.GROUP).level() == dev.jenvoy.log.Level.DEBUG;
            context.getLogger(ACCESS).setLevel(all ? Level.INFO : Level.OFF);
        }
    }

    /** Sets the level of Jenvoy's lines. Lines of libraries appear from WARNING, or from this level if it is higher. */
    private static void level(LoggerContext context, dev.jenvoy.log.Level level) {
        Level wanted =
                switch (level) {
                    case DEBUG -> Level.DEBUG;
                    case INFO -> Level.INFO;
                    case WARNING -> Level.WARN;
                    // Logback has no level above an error.
                    case ERROR, CRITICAL -> Level.ERROR;
                };
        context.getLogger("jenvoy").setLevel(wanted);
        for (String library : LIBRARIES) {
            context.getLogger(library).setLevel(wanted.isGreaterOrEqual(Level.WARN) ? wanted : Level.WARN);
        }
    }

    private static void format(LoggerContext context, LogFormat format) {
        if (context.getObject(LINES) instanceof LineEncoder encoder) {
            switch (format) {
                case TEXT -> encoder.useText();
                case JSON -> encoder.useJson();
            }
        }
    }
}
