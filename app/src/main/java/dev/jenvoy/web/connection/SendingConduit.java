package dev.jenvoy.web.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/** Notices when a client does not read what is written to it. */
final class SendingConduit extends AbstractStreamSinkConduit<StreamSinkConduit> {

    private final ClientConnection client;

    SendingConduit(StreamSinkConduit next, ClientConnection client) {
        super(next);
        this.client = client;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = next.write(source);
        client.sent(count, source.hasRemaining());
        return count;
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long count = next.write(sources, offset, length);
        client.sent(count, haveRemaining(sources, offset, length));
        return count;
    }

    @Override
    public int writeFinal(ByteBuffer source) throws IOException {
        int count = next.writeFinal(source);
        client.sent(count, source.hasRemaining());
        return count;
    }

    @Override
    public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
        long count = next.writeFinal(sources, offset, length);
        client.sent(count, haveRemaining(sources, offset, length));
        return count;
    }

    @Override
    public long transferFrom(FileChannel source, long position, long most) throws IOException {
        long count = next.transferFrom(source, position, most);
        client.sent(count, count < most);
        return count;
    }

    @Override
    public long transferFrom(StreamSourceChannel source, long most, ByteBuffer through) throws IOException {
        long count = next.transferFrom(source, most, through);
        client.sent(count, through.hasRemaining());
        return count;
    }

    private static boolean haveRemaining(ByteBuffer[] buffers, int offset, int length) {
        for (int at = offset; at < offset + length; at++) {
            if (buffers[at].hasRemaining()) {
                return true;
            }
        }
        return false;
    }
}
