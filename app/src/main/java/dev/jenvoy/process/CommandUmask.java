package dev.jenvoy.process;

import dev.jenvoy.process.os.LibC;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts commands under umask 0022, whatever the server's own is: a server is hardened with 0027 so that its journal is
 * read by few, while what a command deploys is to be read by a web server.
 *
 * <p>A umask belongs to a process. On Linux a thread may have one of its own, which what it starts inherits, so the
 * server's files never see the other one. Where that is refused (a container's filter of system calls), the whole process
 * has the umask of commands for the moment of a start.
 */
final class CommandUmask {
    static final int COMMANDS = 0022;

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.hooks");
    private static final int STRICT = 0077;

    /** Whether this thread has a umask of its own. Asked for at its first start. */
    private static final ThreadLocal<Boolean> OWN = ThreadLocal.withInitial(CommandUmask::separate);

    private final boolean differs;

    private CommandUmask(boolean differs) {
        this.differs = differs;
    }

    /** Looks at the server's own, which it has kept since its start. */
    static CommandUmask besideTheServers() {
        // Only to be learnt by setting another; what is made in that moment is kept from others.
        int server = LibC.umask(STRICT);
        LibC.umask(server);
        return new CommandUmask(server != COMMANDS);
    }

    /** Starts something on this thread and returns what that returns. */
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
            LOG.debug("no umask for a thread alone error={}", LibC.errno());
        }
        return separate;
    }
}
