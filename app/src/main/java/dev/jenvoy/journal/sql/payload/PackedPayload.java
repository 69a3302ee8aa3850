package dev.jenvoy.journal.sql.payload;

import java.io.IOException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A payload in its row, in the form of RFC 1950 where that is shorter. JSON shrinks to a fourth, so that most payloads need no pages of
 * their own. Nothing marks a packed one: it is shorter than the size in its row. Thread-safe.
 */
final class PackedPayload {

    /** It fits beside others into a page as it is. */
    private static final int LEAST = 1 << 10;

    /** A larger one would keep the thread that accepts it from other deliveries. */
    private static final int MOST = 64 << 10;

    /** Each has a quarter of a megabyte outside of the heap, which takes longer to make than to use. */
    private static final Queue<Deflater> FREE = new ArrayBlockingQueue<>(4);

    private PackedPayload() {}

    /** Returns what is stored of a payload: itself, or its packed form. */
    static byte[] pack(byte[] payload) {
        if (payload.length < LEAST || payload.length > MOST) {
            return payload;
        }
        @Nullable Deflater free = FREE.poll();
        Deflater deflater = free == null ? new Deflater(Deflater.BEST_SPEED) : free;
        deflater.setInput(payload);
        deflater.finish();
        byte[] packed = new byte[payload.length - 1];
        int length = deflater.deflate(packed);
        boolean isShorter = deflater.finished();
        deflater.reset();
        if (!FREE.offer(deflater)) {
            deflater.end();
        }
        return isShorter ? Arrays.copyOf(packed, length) : payload;
    }

    /**
     * Returns the payload that was stored so.
     *
     * @param size of the payload
     * @throws IOException if it is damaged
     */
    static byte[] unpack(byte[] stored, long size) throws IOException {
        if (stored.length >= size) {
            return stored;
        }
        byte[] payload = new byte[Math.toIntExact(size)];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored);
            int length = inflater.inflate(payload);
            if (length != size || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw new IOException("a stored payload has not the size of " + size + " bytes");
            }
            return payload;
        } catch (DataFormatException e) {
            throw new IOException("a stored payload is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
