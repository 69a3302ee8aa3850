package dev.jenvoy.web.connection;

import org.xnio.Xnio;

/**
 * Starts XNIO, Undertow's network layer, without its management beans. XNIO would otherwise create the JVM's management
 * server to register them, which costs time and memory (see {@code docs/concepts/performance.md}, "Choices that
 * were measured"). A JVM that is asked for management later, by {@code jcmd} or an agent, creates that server then.
 */
public final class XnioBootstrap {

    /** The system property that names the class that creates management servers. */
    private static final String MAKER = "javax.management.builder.initial";

    /** A property of the thread library below XNIO. */
    private static final String NO_BEANS = "jboss.threads.eqe.disable-mbean";

    private XnioBootstrap() {}

    /** Fails to create a management server. XNIO then continues without one. */
    public static final class NoManagementServer {
        /**
         * Throws an {@code Error}, not an exception: XNIO would log an exception with {@code java.util.logging} and
         * load that subsystem.
         */
        public NoManagementServer() {
            throw new LinkageError("no management server is wanted");
        }
    }

    /** Prepares XNIO. Must be called before the first server starts; later calls have no effect. */
    public static synchronized void begin() {
        if (System.getProperty(NO_BEANS) != null || System.getProperty(MAKER) != null) {
            return;
        }
        System.setProperty(NO_BEANS, "true");
        System.setProperty(MAKER, NoManagementServer.class.getName());
        try {
            Xnio unusedXnio = Xnio.getInstance(XnioBootstrap.class.getClassLoader());
        } finally {
            System.clearProperty(MAKER);
        }
    }
}
