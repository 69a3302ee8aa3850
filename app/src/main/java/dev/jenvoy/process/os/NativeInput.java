package dev.jenvoy.process.os;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;

/** The read end of a pipe. Reading at most {@link #available} bytes never blocks, because there is no other reader. */
public final class NativeInput extends InputStream {
    private static final int DROPPED = 64 * 1024;
    /** Receives dropped output of all commands. Never read. */
    private static final Pointer NOWHERE = new Memory(DROPPED);

    private final int descriptor;
    private final Pointer count;
    private boolean closed;

    /** @param count memory for an int */
    public NativeInput(int descriptor, Pointer count) {
        this.descriptor = descriptor;
        this.count = count;
    }

    @Override
    public int available() throws IOException {
        if (closed) {
            return 0;
        }
        checked(LibC.ioctl(descriptor, LibC.FIONREAD, count));
        return count.getInt(0);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (offset == 0) {
            int got = (int) checked(LibC.read(descriptor, buffer, length));
            return got == 0 && length > 0 ? -1 : got;
        }
        byte[] bytes = new byte[length];
        int got = read(bytes, 0, length);
        System.arraycopy(bytes, 0, buffer, offset, Math.max(got, 0));
        return got;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public long skip(long length) throws IOException {
        return checked(LibC.read(descriptor, NOWHERE, Math.min(length, DROPPED)));
    }

    public int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LibC.close(descriptor);
        }
    }

    private static long checked(long result) throws IOException {
        if (result < 0) {
            throw new IOException("pipe: error " + LibC.errno());
        }
        return result;
    }
}
