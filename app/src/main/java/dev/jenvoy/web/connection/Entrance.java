package dev.jenvoy.web.connection;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;

/** A way into a listener other than a port that it binds itself. */
public interface Entrance {

    /**
     * Begins to accept connections.
     *
     * @param worker has the I/O threads of the listener
     * @param opened receives each connection, on the I/O thread of that connection
     * @param isFull says whether further clients have to wait, while so many connections are accepted but not yet
     *     received by {@code opened}
     * @throws EntranceFailure when clients cannot connect this way
     */
    void open(XnioWorker worker, Consumer<StreamConnection> opened, IntPredicate isFull) throws EntranceFailure;

    /** Accepts no further connections, and closes those that are open. Does nothing when it is not open. */
    void close();

    /** Returns the address and port of a TCP socket that takes the place of the listener's own; empty for others. */
    Optional<InetSocketAddress> port();

    /** Returns whether its connections are encrypted as those of the listener's own port are. */
    boolean isEncrypted();
}
