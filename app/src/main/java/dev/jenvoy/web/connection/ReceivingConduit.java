package dev.jenvoy.web.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** Counts the bytes of a connection, before any decoding. */
final class ReceivingConduit extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private final ClientConnection client;

    ReceivingConduit(StreamSourceConduit next, ClientConnection client) {
        super(next);
        this.client = client;
    }

    ClientConnection client() {
        return client;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = next.read(target);
        client.received(count);
        return count;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        long count = next.read(targets, offset, length);
        client.received(count);
        return count;
    }

    @Override
    public long transferTo(long position, long most, FileChannel target) throws IOException {
        long count = next.transferTo(position, most, target);
        client.received(count);
        return count;
    }

    @Override
    public long transferTo(long most, ByteBuffer through, StreamSinkChannel target) throws IOException {
        long count = next.transferTo(most, through, target);
        client.received(count + through.remaining());
        return count;
    }
}
