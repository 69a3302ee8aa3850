package dev.jenvoy.chat.compose.template;

import java.io.Writer;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What one template may use for one message, and what it has written. Not thread-safe. */
final class Budget extends Writer {

    /** The longest output, in characters. */
    static final int MAX_OUTPUT_CHARS = 64 << 10;

    /** The most processor time. */
    static final Duration MAX_TIME = Duration.ofMillis(100);

    private final StringBuilder output = new StringBuilder();
    private final LongSupplier nanos;
    private final long begin;

    Budget(LongSupplier nanos) {
        this.nanos = nanos;
        this.begin = nanos.getAsLong();
    }

    /** Ends the template if its time is up. */
    void checkTime() {
        if (nanos.getAsLong() - begin > MAX_TIME.toNanos()) {
            throw new TemplateLimit("takes longer than " + MAX_TIME.toMillis() + " ms");
        }
    }

    /** Ends the template if its partials are nested too deep. */
    void checkDepth(int partials) {
        if (partials > TagCheck.MAX_DEPTH) {
            throw new TemplateLimit("partials are nested deeper than " + TagCheck.MAX_DEPTH);
        }
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        checkTime();
        if (output.length() + length > MAX_OUTPUT_CHARS) {
            throw new TemplateLimit("writes more than " + MAX_OUTPUT_CHARS / 1024 + " KB");
        }
        output.append(characters, offset, length);
    }

    /** Returns what was written. */
    String output() {
        return output.toString();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
