package dev.jenvoy.web.connection;

import org.xnio.Xnio;

/**
 * XNIO, which Undertow connects by, without its management beans. The JVM's management server, which it would make to
 * register them at, is 250 classes: 90 ms of a start's processor time, and 6 MB. A JVM that is asked for management
 * later, by {@code jcmd} or an agent, makes that server then.
 */
public final class XnioBootstrap {

    /** Which class makes management servers. */
    private static final String MAKER = "javax.management.builder.initial";

    /** Of the library of threads below XNIO. */
    private static final String NO_BEANS = "jboss.threads.eqe.disable-mbean";

    private XnioBootstrap() {}

    /** Makes none: XNIO finds that it cannot be made, and goes on without. */
    public static final class Nobody {
        /** An error, as of an exception notes would be taken with the JVM's own logging, which is as many classes again. */
        public Nobody() {
            throw new LinkageError("no management server is wanted");
        }
    }

    /** To be called before the first server is started; later calls have no effect. */
    public static synchronized void begin() {
        if (System.getProperty(NO_BEANS) != null || System.getProperty(MAKER) != null) {
            return;
        }
        System.setProperty(NO_BEANS, "true");
        System.setProperty(MAKER, Nobody.class.getName());
        try {
            Xnio unusedXnio = Xnio.getInstance(XnioBootstrap.class.getClassLoader());
        } finally {
            System.clearProperty(MAKER);
        }
    }
}
