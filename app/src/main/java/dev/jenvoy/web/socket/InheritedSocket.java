package dev.jenvoy.web.socket;

import dev.jenvoy.web.connection.Entrance;
import dev.jenvoy.web.connection.EntranceFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;

/**
 * A listening socket that a service manager opened and passed on as standard input, such as one of a systemd {@code
 * .socket} unit. The manager keeps it: clients that connect while no server runs are served by the next one.
 */
public final class InheritedSocket implements Entrance {

    private final ServerSocketChannel server;
    private final Optional<InetSocketAddress> port;
    private @Nullable ChannelAcceptor acceptor;

    private InheritedSocket(ServerSocketChannel server) throws IOException {
        this.server = server;
        this.port = server.getLocalAddress() instanceof InetSocketAddress tcp ? Optional.of(tcp) : Optional.empty();
    }

    /**
     * Takes over the standard input of this process.
     *
     * @throws IOException when it is no listening socket
     */
    public static InheritedSocket take() throws IOException {
        Channel inherited = System.inheritedChannel();
        if (inherited instanceof ServerSocketChannel server) {
            return new InheritedSocket(server);
        }
        throw new EntranceFailure("the service manager passed no listening socket as standard input");
    }

    @Override
    public synchronized void open(XnioWorker worker, Consumer<StreamConnection> opened, IntPredicate isFull)
            throws EntranceFailure {
        try {
            acceptor = ChannelAcceptor.begin(server, worker, opened, isFull);
        } catch (IOException e) {
            throw new EntranceFailure("the service manager's socket: " + e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        ChannelAcceptor open = acceptor;
        acceptor = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            // The process is about to end, which closes it.
            return;
        }
    }

    @Override
    public Optional<InetSocketAddress> port() {
        return port;
    }

    @Override
    public boolean isEncrypted() {
        return port.isPresent();
    }
}
