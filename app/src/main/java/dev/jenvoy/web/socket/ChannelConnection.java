package dev.jenvoy.web.socket;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;

/** A connection that a {@link ChannelAcceptor} accepted. */
final class ChannelConnection extends StreamConnection {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ChannelConduit conduit;
    private final SocketAddress peer;
    private final SocketAddress local;

    /** @param key of the selector that watches the channel */
    ChannelConnection(XnioIoThread thread, SocketChannel channel, SelectionKey key) throws IOException {
        super(thread);
        this.channel = channel;
        this.key = key;
        // Asked now, because a closed channel has no addresses.
        this.peer = channel.getRemoteAddress();
        this.local = channel.getLocalAddress();
        this.conduit = new ChannelConduit(this, channel, key);
        key.attach(conduit);
        setSourceConduit(conduit);
        setSinkConduit(conduit);
    }

    /** Returns the address of a TCP client; for a Unix socket, a path that says nothing about the client. */
    @Override
    public SocketAddress getPeerAddress() {
        return peer;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return local;
    }

    boolean endReads() {
        return readClosed();
    }

    boolean endWrites() {
        return writeClosed();
    }

    @Override
    protected void notifyReadClosed() {
        conduit.readTerminated();
    }

    @Override
    protected void notifyWriteClosed() {
        conduit.writeTerminated();
    }

    @Override
    protected void closeAction() throws IOException {
        key.cancel();
        channel.close();
        // A closed channel keeps its descriptor until the selector has seen it.
        key.selector().wakeup();
    }
}
