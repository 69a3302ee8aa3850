package dev.jenvoy.journal.sql.payload;

import java.util.concurrent.TimeUnit;

/**
 * Packs payloads as long as that costs little: 250 a second take a hundredth of a processor, while packing every one would take 5 % of
 * the rate under full load. The others are stored as they came. Thread-safe.
 */
public final class PackingAllowance {

    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST = 25;

    private long began = System.nanoTime() - WINDOW;
    private int used;

    /** Returns what is stored of a payload: itself, or its packed form. */
    public byte[] pack(byte[] payload) {
        return take(System.nanoTime()) ? PackedPayload.pack(payload) : payload;
    }

    /** @param now in {@link System#nanoTime} */
    synchronized boolean take(long now) {
        if (now - began >= WINDOW) {
            began = now;
            used = 0;
        }
        if (used >= MOST) {
            return false;
        }
        used++;
        return true;
    }
}
