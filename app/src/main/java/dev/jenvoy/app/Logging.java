package dev.jenvoy.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * The log: lines on standard error, its level live. Found by Logback as a service, in place of a file that would have to
 * be parsed at every start.
 */
public final class Logging extends ContextAwareBase implements Configurator {

    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %msg %logger{0}%n";

    /** What speaks of its own insides at INFO. */
    private static final String[] LIBRARIES = {"io.undertow", "org.xnio", "org.jboss", "java.net", "jdk", "sun"};

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(LINE);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Sets the level of our own lines; those of libraries are told from WARNING on, or from there if that is higher. */
    static void level(dev.jenvoy.config.Level level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Level wanted =
                    switch (level) {
                        case DEBUG -> Level.DEBUG;
                        case INFO -> Level.INFO;
                        case WARNING -> Level.WARN;
                        // Logback knows nothing above an error.
                        case ERROR, CRITICAL -> Level.ERROR;
                    };
            context.getLogger("dev.jenvoy").setLevel(wanted);
            for (String library : LIBRARIES) {
                context.getLogger(library).setLevel(wanted.isGreaterOrEqual(Level.WARN) ? wanted : Level.WARN);
            }
        }
    }
}
