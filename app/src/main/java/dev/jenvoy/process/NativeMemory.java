package dev.jenvoy.process;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.List;

/** One block of native memory that is given out from front to back and freed as a whole. */
final class NativeMemory implements AutoCloseable {
    private static final int WORD = 8;

    private final Memory block;
    private long used;

    NativeMemory(long size) {
        block = new Memory(size);
    }

    /** The next bytes, zeroed, where any C type may begin. */
    Pointer take(long size) {
        Pointer taken = block.share(used, size);
        taken.clear(size);
        used += aligned(size);
        return taken;
    }

    Pointer string(byte[] text) {
        Pointer taken = block.share(used, text.length + 1L);
        taken.write(0, text, 0, text.length);
        taken.setByte(text.length, (byte) 0);
        used += aligned(text.length + 1L);
        return taken;
    }

    /** An array of strings with a null pointer at the end. */
    Pointer strings(List<byte[]> texts) {
        Pointer array = take((long) WORD * (texts.size() + 1));
        for (int i = 0; i < texts.size(); i++) {
            array.setPointer((long) WORD * i, string(texts.get(i)));
        }
        return array;
    }

    /** What {@link #strings} takes. */
    static long sizeOf(List<byte[]> texts) {
        long size = (long) WORD * (texts.size() + 1);
        for (byte[] text : texts) {
            size += aligned(text.length + 1L);
        }
        return size;
    }

    private static long aligned(long size) {
        return (size + WORD - 1) / WORD * WORD;
    }

    @Override
    public void close() {
        block.close();
    }
}
