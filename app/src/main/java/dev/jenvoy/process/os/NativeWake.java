package dev.jenvoy.process.os;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * An eventfd that lets other threads end a poll. It is a channel, because only channels are called back when a thread
 * is interrupted; an interrupt alone does not end a call into the C library.
 */
public final class NativeWake extends AbstractInterruptibleChannel {
    private static final Pointer ONE = one();

    private final int descriptor;

    public NativeWake(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Calls poll(2). Ends at once when this thread is interrupted. */
    public int poll(Pointer polled, int count, int milliseconds) throws InterruptedException {
        int ready = -1;
        begin();
        try {
            ready = LibC.poll(polled, count, milliseconds);
        } finally {
            end();
        }
        return ready;
    }

    private void end() throws InterruptedException {
        try {
            end(true);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException("interrupted while a command ran");
        } catch (java.nio.channels.AsynchronousCloseException e) {
            throw new IllegalStateException(e);
        }
    }

    public void wake() {
        LibC.write(descriptor, ONE, Long.BYTES);
    }

    /** Makes the next poll block again. */
    public void clear(Pointer room) {
        LibC.read(descriptor, room, Long.BYTES);
    }

    public int descriptor() {
        return descriptor;
    }

    /** Called when the thread is interrupted. */
    @Override
    protected void implCloseChannel() {
        wake();
    }

    private static Pointer one() {
        Memory one = new Memory(Long.BYTES);
        one.setLong(0, 1);
        return one;
    }
}
