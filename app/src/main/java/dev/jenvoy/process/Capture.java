package dev.jenvoy.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Keeps the head of one output, tells the listener of it, and drops the rest. */
final class Capture {
    private static final int CHUNK = 64 * 1024;

    private final Stream stream;
    private final OutputListener listener;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private long room;
    private boolean truncated;

    Capture(Stream stream, long maxOutput, OutputListener listener) {
        this.stream = stream;
        this.room = maxOutput;
        this.listener = listener;
    }

    /** Takes what is in the pipe now and no more: a writer that never stops must not hold us. */
    void take(InputStream pipe) throws IOException {
        long there = pipe.available();
        while (there > 0) {
            int taken = room > 0 ? keep(pipe, (int) Math.min(there, Math.min(room, CHUNK))) : drop(pipe, there);
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
            kept.write(chunk, 0, got);
            room -= got;
            listener.output(stream, got == length ? chunk : Arrays.copyOf(chunk, got));
        }
        return got;
    }

    private int drop(InputStream pipe, long length) throws IOException {
        truncated = true;
        return (int) pipe.skip(length);
    }

    Captured captured() {
        return kept.size() == 0 && !truncated ? Captured.EMPTY : new Captured(kept.toByteArray(), truncated);
    }
}
