package dev.jenvoy.cli.hooks;

import dev.jenvoy.cli.base.TerminalText;
import dev.jenvoy.delivery.output.OutputSink;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Prints what a hook prints, line by line while it runs, each after the name of its stream. Safe for use by several threads. */
final class HookOutput implements OutputSink {

    /** A line without an end is printed in pieces of this size. */
    private static final int MAX_LINE_BYTES = 64 << 10;

    private final PrintWriter out;
    private final Map<Stream, ByteArrayOutputStream> begun = new EnumMap<>(Stream.class);

    HookOutput(PrintWriter out) {
        this.out = out;
        for (Stream stream : Stream.values()) {
            begun.put(stream, new ByteArrayOutputStream());
        }
    }

    @Override
    public synchronized void write(Stream stream, byte[] chunk) {
        ByteArrayOutputStream line = Objects.requireNonNull(begun.get(stream));
        for (byte next : chunk) {
            if (next == '\n' || line.size() >= MAX_LINE_BYTES) {
                print(stream, line);
            }
            if (next != '\n') {
                line.write(next);
            }
        }
    }

    /** Prints lines that have no end. */
    synchronized void end() {
        begun.forEach((stream, line) -> {
            if (line.size() > 0) {
                print(stream, line);
            }
        });
    }

    private void print(Stream stream, ByteArrayOutputStream line) {
        String name = stream == Stream.STDOUT ? "stdout" : "stderr";
        out.println("  " + name + " | "
                + TerminalText.lines(line.toString(StandardCharsets.UTF_8)).replace('\n', ' '));
        out.flush();
        line.reset();
    }
}
