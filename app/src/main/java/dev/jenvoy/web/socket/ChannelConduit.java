package dev.jenvoy.web.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * Reads and writes one channel. Its handlers run on the connection's I/O thread, again and again while the channel is
 * ready and they are resumed.
 */
final class ChannelConduit implements StreamSourceConduit, StreamSinkConduit {

    private final ChannelConnection connection;
    private final SocketChannel channel;
    private final SelectionKey key;
    private volatile boolean readResumed;
    private volatile boolean writeResumed;
    private volatile @Nullable ReadReadyHandler readHandler;
    private volatile @Nullable WriteReadyHandler writeHandler;

    /** @param key of the selector that watches the channel */
    ChannelConduit(ChannelConnection connection, SocketChannel channel, SelectionKey key) {
        this.connection = connection;
        this.channel = channel;
        this.key = key;
    }

    /** Hands over to the I/O thread. Called on the watching thread, which watches for these operations no more. */
    void ready(int operations) {
        onThread(() -> {
            if ((operations & SelectionKey.OP_READ) != 0 && readResumed) {
                readReady();
            }
            if ((operations & SelectionKey.OP_WRITE) != 0 && writeResumed) {
                writeReady();
            }
        });
    }

    /** Closes the connection. */
    void close() {
        IoUtils.safeClose(connection);
    }

    private void readReady() {
        ReadReadyHandler handler = readHandler;
        if (handler != null) {
            handler.readReady();
        }
        if (readResumed) {
            watch(SelectionKey.OP_READ);
        }
    }

    private void writeReady() {
        WriteReadyHandler handler = writeHandler;
        if (handler != null) {
            handler.writeReady();
        }
        if (writeResumed) {
            watch(SelectionKey.OP_WRITE);
        }
    }

    private void onThread(Runnable task) {
        try {
            connection.getIoThread().execute(task);
        } catch (RejectedExecutionException e) {
            // The listener is stopping and closes all connections.
            return;
        }
    }

    private void watch(int operation) {
        try {
            if ((key.interestOpsOr(operation) & operation) == 0) {
                key.selector().wakeup();
            }
        } catch (CancelledKeyException e) {
            // The connection is closed.
            return;
        }
    }

    private void ignore(int operation) {
        try {
            key.interestOpsAnd(~operation);
        } catch (CancelledKeyException e) {
            // The connection is closed.
            return;
        }
    }

    // Reading

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            return channel.read(target);
        } catch (ClosedChannelException e) {
            return -1;
        }
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        try {
            return channel.read(targets, offset, length);
        } catch (ClosedChannelException e) {
            return -1;
        }
    }

    @Override
    public long transferTo(long position, long most, FileChannel target) throws IOException {
        return target.transferFrom(channel, position, most);
    }

    @Override
    public long transferTo(long most, ByteBuffer through, StreamSinkChannel target) throws IOException {
        return Conduits.transfer(this, most, through, target);
    }

    @Override
    public void resumeReads() {
        readResumed = true;
        watch(SelectionKey.OP_READ);
    }

    @Override
    public void suspendReads() {
        readResumed = false;
        ignore(SelectionKey.OP_READ);
    }

    @Override
    public void wakeupReads() {
        readResumed = true;
        onThread(() -> {
            if (readResumed) {
                readReady();
            }
        });
    }

    @Override
    public boolean isReadResumed() {
        return readResumed;
    }

    @Override
    public void awaitReadable() throws IOException {
        await(SelectionKey.OP_READ, 0);
    }

    @Override
    public void awaitReadable(long time, TimeUnit unit) throws IOException {
        await(SelectionKey.OP_READ, Math.max(1, unit.toMillis(time)));
    }

    @Override
    public void terminateReads() throws IOException {
        if (connection.endReads()) {
            try {
                suspendReads();
                channel.shutdownInput();
            } catch (ClosedChannelException e) {
                // Both sides have ended.
                return;
            } finally {
                readTerminated();
            }
        }
    }

    void readTerminated() {
        readResumed = false;
        ReadReadyHandler handler = readHandler;
        if (handler != null) {
            handler.terminated();
        }
    }

    @Override
    public boolean isReadShutdown() {
        return connection.isReadShutdown();
    }

    @Override
    public void setReadReadyHandler(ReadReadyHandler handler) {
        readHandler = handler;
    }

    @Override
    public XnioIoThread getReadThread() {
        return connection.getIoThread();
    }

    // Writing

    @Override
    public int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return channel.write(sources, offset, length);
    }

    @Override
    public int writeFinal(ByteBuffer source) throws IOException {
        return Conduits.writeFinalBasic(this, source);
    }

    @Override
    public long writeFinal(ByteBuffer[] sources, int offset, int length) throws IOException {
        return Conduits.writeFinalBasic(this, sources, offset, length);
    }

    @Override
    public long transferFrom(FileChannel source, long position, long most) throws IOException {
        return source.transferTo(position, most, channel);
    }

    @Override
    public long transferFrom(StreamSourceChannel source, long most, ByteBuffer through) throws IOException {
        return Conduits.transfer(source, most, through, this);
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public void resumeWrites() {
        writeResumed = true;
        watch(SelectionKey.OP_WRITE);
    }

    @Override
    public void suspendWrites() {
        writeResumed = false;
        ignore(SelectionKey.OP_WRITE);
    }

    @Override
    public void wakeupWrites() {
        writeResumed = true;
        onThread(() -> {
            if (writeResumed) {
                writeReady();
            }
        });
    }

    @Override
    public boolean isWriteResumed() {
        return writeResumed;
    }

    @Override
    public void awaitWritable() throws IOException {
        await(SelectionKey.OP_WRITE, 0);
    }

    @Override
    public void awaitWritable(long time, TimeUnit unit) throws IOException {
        await(SelectionKey.OP_WRITE, Math.max(1, unit.toMillis(time)));
    }

    @Override
    public void terminateWrites() throws IOException {
        if (connection.endWrites()) {
            try {
                suspendWrites();
                channel.shutdownOutput();
            } catch (ClosedChannelException e) {
                // Both sides have ended.
                return;
            } finally {
                writeTerminated();
            }
        }
    }

    @Override
    public void truncateWrites() throws IOException {
        terminateWrites();
    }

    void writeTerminated() {
        writeResumed = false;
        WriteReadyHandler handler = writeHandler;
        if (handler != null) {
            handler.terminated();
        }
    }

    @Override
    public boolean isWriteShutdown() {
        return connection.isWriteShutdown();
    }

    @Override
    public void setWriteReadyHandler(WriteReadyHandler handler) {
        writeHandler = handler;
    }

    @Override
    public XnioIoThread getWriteThread() {
        return connection.getIoThread();
    }

    @Override
    public XnioWorker getWorker() {
        return connection.getWorker();
    }

    /** Blocks the calling thread until the channel is ready, for this many milliseconds at most; 0 for any time. */
    private void await(int operation, long millis) throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try (Selector selector = Selector.open()) {
            channel.register(selector, operation);
            int unusedCount = selector.select(millis);
        } catch (ClosedChannelException e) {
            // It is ready in the sense that the next attempt ends at once.
            return;
        }
    }
}
