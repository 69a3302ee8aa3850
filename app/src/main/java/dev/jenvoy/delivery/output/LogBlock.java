package dev.jenvoy.delivery.output;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some pieces of a log in a compact form, which is also that of the journal:
 *
 * <pre>
 * block  = number of bytes of all heads, heads, what was printed
 * head   = (milliseconds since the piece before, or since the log's begin) * 2 + (1 for stdout, 0 for stderr), length
 * number = seven bits in each byte, the lowest first; the high bit says that another byte follows
 * </pre>
 *
 * Pieces of the same stream and millisecond become one. Used by one thread.
 */
final class LogBlock {

    /** The most bytes of a head: two numbers of up to five bytes. */
    private static final int HEAD = 10;

    /** The most bytes of the number of bytes of all heads. */
    private static final int PREFIX = 5;

    private final ByteArrayOutputStream heads = new ByteArrayOutputStream(8);
    private final int room;
    private final long from;
    private byte[] printed = new byte[0];
    private int length;

    /** The piece whose head is not written yet, because it may grow. */
    private OutputSink.Stream stream = OutputSink.Stream.STDOUT;

    private int millis;
    private int pieceLength;
    private int before;

    /**
     * @param from the place of its first byte in the log
     * @param room the most bytes of its form, at least {@link #smallest}
     */
    LogBlock(long from, int room) {
        this.from = from;
        this.room = room;
    }

    /** Returns the smallest room. */
    static int smallest() {
        return 2 * HEAD + PREFIX + 8;
    }

    long from() {
        return from;
    }

    /** Returns how many bytes of output it has. */
    int length() {
        return length;
    }

    /** Adds as much as there is room for and returns how much that was. */
    int add(OutputSink.Stream by, int at, byte[] chunk, int offset, int most) {
        boolean continues = pieceLength > 0 && by == stream && at == millis;
        int free = room - PREFIX - heads.size() - length - (continues ? HEAD : 2 * HEAD);
        int taken = Math.min(free, most);
        if (taken <= 0) {
            return 0;
        }
        if (!continues) {
            flush();
            stream = by;
            millis = at;
        }
        if (length + taken > printed.length) {
            printed = Arrays.copyOf(printed, Math.max(length + taken, Math.min(2 * printed.length, room)));
        }
        System.arraycopy(chunk, offset, printed, length, taken);
        length += taken;
        pieceLength += taken;
        return taken;
    }

    private void flush() {
        if (pieceLength > 0) {
            head(heads, millis - before, stream, pieceLength);
            before = millis;
            pieceLength = 0;
        }
    }

    static void head(ByteArrayOutputStream heads, int delta, OutputSink.Stream stream, int length) {
        VarInts.write(heads, ((long) delta << 1) | (stream == OutputSink.Stream.STDOUT ? 1 : 0));
        VarInts.write(heads, length);
    }

    /** Returns its form. The pieces before it are another block's, so it can be read alone. */
    byte[] form() {
        ByteArrayOutputStream all = new ByteArrayOutputStream(PREFIX + heads.size() + HEAD + length);
        ByteArrayOutputStream last = new ByteArrayOutputStream(HEAD);
        if (pieceLength > 0) {
            head(last, millis - before, stream, pieceLength);
        }
        VarInts.write(all, (long) heads.size() + last.size());
        all.writeBytes(heads.toByteArray());
        all.writeBytes(last.toByteArray());
        all.write(printed, 0, length);
        return all.toByteArray();
    }

    /** Reads a form. */
    static List<LogPiece> read(long from, byte[] form) {
        VarInts numbers = new VarInts(form, 0);
        int heads = (int) numbers.next();
        int at = numbers.at() + heads;
        List<LogPiece> pieces = new ArrayList<>();
        long place = from;
        int time = 0;
        for (int end = at; numbers.at() < end; ) {
            long first = numbers.next();
            int length = (int) numbers.next();
            time += (int) (first >>> 1);
            pieces.add(new LogPiece.Printed(
                    place,
                    time,
                    (first & 1) == 1 ? OutputSink.Stream.STDOUT : OutputSink.Stream.STDERR,
                    Arrays.copyOfRange(form, at, at + length)));
            at += length;
            place += length;
        }
        return pieces;
    }
}
