package dev.jenvoy.process;

import dev.jenvoy.process.os.LibC;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts commands under umask 0022, independent of the server's own. A hardened server uses 0027, so that few users
 * read its journal, but a web server must read the files that a command deploys.
 *
 * <p>A umask belongs to a process. On Linux a thread may have its own, which its child processes inherit, so the
 * server's files never get the other umask. If a container's system call filter forbids that, the whole process uses
 * the commands' umask for the moment of a start.
 */
final class CommandUmask {
    static final int COMMANDS = 0022;

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");
    private static final int STRICT = 0077;

    /** Whether this thread has its own umask. Determined at its first start of a command. */
    private static final ThreadLocal<Boolean> OWN = ThreadLocal.withInitial(CommandUmask::separate);

    private final boolean differs;

    private CommandUmask(boolean differs) {
        this.differs = differs;
    }

    /** Reads the server's own umask, which does not change after the start. */
    static CommandUmask besideTheServers() {
        // The umask can only be read by setting another. The strict one protects files that are created in that moment.
        int server = LibC.umask(STRICT);
        LibC.umask(server);
        return new CommandUmask(server != COMMANDS);
    }

    /** Starts a process on this thread and returns the result. */
    int starting(IntSupplier start) {
        if (!differs) {
            return start.getAsInt();
        }
        if (OWN.get()) {
            return masked(start);
        }
        synchronized (CommandUmask.class) {
            return masked(start);
        }
    }

    private static int masked(IntSupplier start) {
        int server = LibC.umask(COMMANDS);
        try {
            return start.getAsInt();
        } finally {
            LibC.umask(server);
        }
    }

    private static boolean separate() {
        boolean separate = LibC.unshare(LibC.CLONE_FS) == 0;
        if (!separate) {
            LOG.debug("a thread cannot have its own umask error={}", LibC.errno());
        }
        return separate;
    }
}
