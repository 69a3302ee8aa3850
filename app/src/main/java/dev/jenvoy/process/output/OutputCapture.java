package dev.jenvoy.process.output;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Captures one output. Keeps all of it if it fits, else its first half and its end, where a failing command says why.
 * Passes all of it to the listener; drops the middle.
 */
final class OutputCapture {
    private static final int CHUNK = 64 * 1024;

    private final OutputStreamName stream;
    private final OutputListener listener;
    private final int most;

    /** The bytes of the beginning that are kept if there is too much output. The rest of the array then is a ring. */
    private final int head;

    private byte[] kept = CapturedOutput.EMPTY.bytes();

    /** The number of bytes in the array. */
    private int filled;

    /** The position of the next byte of the end, which is also that of the oldest. */
    private int next;

    private long dropped;

    OutputCapture(OutputStreamName stream, long maxOutput, OutputListener listener) {
        this.stream = stream;
        this.listener = listener;
        this.most = (int) maxOutput;
        this.head = most / 2;
        this.next = head;
    }

    /**
     * Reads from the pipe.
     *
     * @param available how much is in the pipe; no more is read, because a writer that never stops must not hold the thread
     */
    void take(InputStream pipe, long available) throws IOException {
        long there = available;
        while (there > 0) {
            int room = most - filled;
            long taken = room > 0 ? keep(pipe, (int) Math.min(there, Math.min(room, CHUNK))) : replace(pipe, there);
            if (taken <= 0) {
                return;
            }
            there -= taken;
        }
    }

    private int keep(InputStream pipe, int length) throws IOException {
        byte[] chunk = new byte[length];
        int got = pipe.read(chunk, 0, length);
        if (got > 0) {
            if (filled + got > kept.length) {
                kept = Arrays.copyOf(kept, (int) Math.min(most, Math.max(2L * kept.length, (long) filled + got)));
            }
            System.arraycopy(chunk, 0, kept, filled, got);
            filled += got;
            listener.output(stream, got == length ? chunk : Arrays.copyOf(chunk, got));
        }
        return got;
    }

    /** Replaces the oldest bytes after the beginning by the newest. */
    private long replace(InputStream pipe, long there) throws IOException {
        byte[] chunk = new byte[(int) Math.min(there, CHUNK)];
        int got = pipe.read(chunk, 0, chunk.length);
        if (got <= 0) {
            return got;
        }
        for (int at = Math.max(0, got - (most - head)); at < got; ) {
            int length = Math.min(got - at, most - next);
            System.arraycopy(chunk, at, kept, next, length);
            at += length;
            next = next + length == most ? head : next + length;
        }
        dropped += got;
        listener.output(stream, got == chunk.length ? chunk : Arrays.copyOf(chunk, got));
        return got;
    }

    CapturedOutput captured() {
        if (filled == 0 && dropped == 0) {
            return CapturedOutput.EMPTY;
        }
        if (dropped == 0) {
            return new CapturedOutput(Arrays.copyOf(kept, filled));
        }
        byte[] end = new byte[most - head];
        System.arraycopy(kept, next, end, 0, most - next);
        System.arraycopy(kept, head, end, most - next, next - head);
        return new CapturedOutput(Arrays.copyOf(kept, head), dropped, end);
    }
}
