package dev.jenvoy.chat.kind.xmpp;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jivesoftware.smack.SmackConfiguration;
import org.jivesoftware.smack.xml.SmackXmlParser;
import org.slf4j.LoggerFactory;

/**
 * Sets Smack up once, before its first use: the parts that Jenvoy does not need are not loaded, stanzas are limited, and its log
 * says only where a problem was, because its messages may contain what people wrote.
 */
final class SmackSetup {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("jenvoy.chat");

    /** Kept, because {@code java.util.logging} forgets loggers that nothing refers to. */
    private static final List<Logger> LOGGERS = Stream.of("org.jivesoftware", "org.jxmpp", "org.minidns")
            .map(Logger::getLogger)
            .toList();

    private static final Handler TO_OUR_LOG = new Handler() {
        @Override
        public void publish(LogRecord message) {
            if (message.getLevel().intValue() >= Level.WARNING.intValue()) {
                Throwable thrown = message.getThrown();
                LOG.debug(
                        "smack reports a problem source={} exception={}",
                        message.getLoggerName(),
                        thrown == null ? "" : thrown.getClass().getName());
            }
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    static {
        for (Logger logger : LOGGERS) {
            logger.setUseParentHandlers(false);
            logger.addHandler(TO_OUR_LOG);
        }
        SmackXmlParser.setXmlPullParserFactory(LimitedParser.of(SmackXmlParser.getXmlPullParserFactory()));
        SmackConfiguration.addDisabledSmackClasses(
                "org.jivesoftware.smack.ReconnectionManager",
                "org.jivesoftware.smack.initializer.VmArgInitializer",
                "org.jivesoftware.smack.roster.Roster",
                "org.jivesoftware.smack.experimental",
                "org.jivesoftware.smack.legacy",
                "org.jivesoftware.smack.android",
                "org.jivesoftware.smack.util.dns.minidns",
                "org.jivesoftware.smack.util.dns.dnsjava",
                "org.jivesoftware.smack.sasl.provided",
                "org.jivesoftware.smackx.omemo",
                "org.jivesoftware.smackx.ox",
                "org.jivesoftware.smackx.xhtmlim",
                "org.jivesoftware.smackx.mediaelement",
                "org.jivesoftware.smackx.muc.bookmarkautojoin",
                "org.jivesoftware.smackx.bytestreams",
                "org.jivesoftware.smackx.filetransfer",
                "org.jivesoftware.smackx.iqlast",
                "org.jivesoftware.smackx.commands",
                "org.jivesoftware.smackx.privacy",
                "org.jivesoftware.smackx.time",
                "org.jivesoftware.smackx.vcardtemp",
                "org.jivesoftware.smackx.receipts",
                "org.jivesoftware.smackx.iqversion",
                "org.jivesoftware.smackx.caps",
                "org.jivesoftware.smackx.softwareinfo");
    }

    private SmackSetup() {}

    /** Makes sure that it is set up. */
    static void ensure() {
        // Loading this class has done it.
    }
}
