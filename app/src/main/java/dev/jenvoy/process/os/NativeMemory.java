package dev.jenvoy.process.os;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Allocates one block of native memory, hands out its parts in order, and frees it at the close. JNA's own class also
 * frees forgotten blocks; for that it keeps a list of all blocks and a reference for the garbage collector.
 */
public final class NativeMemory implements AutoCloseable {
    private static final int WORD = 8;

    private final Pointer block;
    private final long size;
    private long used;
    private boolean closed;

    public NativeMemory(long size) {
        long address = Native.malloc(size);
        if (address == 0) {
            throw new OutOfMemoryError("no native memory for " + size + " bytes");
        }
        this.block = new Pointer(address);
        this.size = size;
    }

    /** Returns the next bytes, zeroed and aligned for any C type. */
    public Pointer take(long bytes) {
        Pointer taken = next(bytes);
        taken.setMemory(0, bytes, (byte) 0);
        return taken;
    }

    public Pointer string(byte[] text) {
        Pointer taken = take(text.length + 1L);
        taken.write(0, text, 0, text.length);
        return taken;
    }

    /**
     * Writes an array of strings with a null pointer at the end. Writes it at once, because each write is a native
     * call.
     */
    public Pointer strings(List<byte[]> texts) {
        int length = (int) sizeOf(texts);
        Pointer taken = next(length);
        long address = Pointer.nativeValue(taken);
        ByteBuffer all = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        int end = WORD * (texts.size() + 1);
        for (int i = 0; i < texts.size(); i++) {
            byte[] text = texts.get(i);
            all.putLong(WORD * i, address + end);
            all.position(end).put(text);
            end += (int) aligned(text.length + 1L);
        }
        taken.write(0, all.array(), 0, length);
        return taken;
    }

    /** Returns the number of bytes that {@link #strings} needs. */
    public static long sizeOf(List<byte[]> texts) {
        long size = (long) WORD * (texts.size() + 1);
        for (byte[] text : texts) {
            size += aligned(text.length + 1L);
        }
        return size;
    }

    private Pointer next(long bytes) {
        if (closed || used + aligned(bytes) > size) {
            throw new IllegalStateException("no room for " + bytes + " bytes after " + used + " of " + size);
        }
        Pointer taken = block.share(used);
        used += aligned(bytes);
        return taken;
    }

    private static long aligned(long size) {
        return (size + WORD - 1) / WORD * WORD;
    }

    /** Frees the block; a second call does nothing. Its parts must not be used afterwards. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Native.free(Pointer.nativeValue(block));
        }
    }
}
