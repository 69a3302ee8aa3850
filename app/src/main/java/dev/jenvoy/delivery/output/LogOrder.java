package dev.jenvoy.delivery.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The order of a log whose text is kept elsewhere, as two streams: the heads of its pieces, some bytes for each. */
final class LogOrder {

    private LogOrder() {}

    /** Returns whether the pieces are these texts, byte for byte. */
    static boolean isIn(List<LogPiece> pieces, String stdout, String stderr) {
        return Arrays.equals(bytes(pieces, OutputSink.Stream.STDOUT), stdout.getBytes(StandardCharsets.UTF_8))
                && Arrays.equals(bytes(pieces, OutputSink.Stream.STDERR), stderr.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(List<LogPiece> pieces, OutputSink.Stream stream) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (LogPiece piece : pieces) {
            if (piece instanceof LogPiece.Printed printed && printed.stream() == stream) {
                all.writeBytes(printed.bytes());
            }
        }
        return all.toByteArray();
    }

    static byte[] of(List<LogPiece> pieces) {
        ByteArrayOutputStream heads = new ByteArrayOutputStream();
        int before = 0;
        for (LogPiece piece : pieces) {
            LogPiece.Printed printed = (LogPiece.Printed) piece;
            LogBlock.head(heads, printed.millis() - before, printed.stream(), printed.bytes().length);
            before = printed.millis();
        }
        return heads.toByteArray();
    }

    /** Returns the pieces in their order. What the order does not cover comes last, without a time. */
    static List<LogPiece> pieces(byte[] order, int offset, String stdout, String stderr) {
        Cut out = new Cut(stdout.getBytes(StandardCharsets.UTF_8));
        Cut err = new Cut(stderr.getBytes(StandardCharsets.UTF_8));
        List<LogPiece> pieces = new ArrayList<>();
        long place = 0;
        int time = 0;
        for (VarInts numbers = new VarInts(order, offset); numbers.hasNext(); ) {
            long first = numbers.next();
            int length = (int) numbers.next();
            time += (int) (first >>> 1);
            boolean isOut = (first & 1) == 1;
            place = add(pieces, place, time, isOut, (isOut ? out : err).next(length));
        }
        place = add(pieces, place, LogPiece.NO_TIME, true, out.next(Integer.MAX_VALUE));
        add(pieces, place, LogPiece.NO_TIME, false, err.next(Integer.MAX_VALUE));
        return pieces;
    }

    private static long add(List<LogPiece> pieces, long place, int time, boolean isOut, byte[] bytes) {
        if (bytes.length > 0) {
            pieces.add(new LogPiece.Printed(
                    place, time, isOut ? OutputSink.Stream.STDOUT : OutputSink.Stream.STDERR, bytes));
        }
        return place + bytes.length;
    }

    /** Bytes that are taken from the front. */
    private static final class Cut {

        private final byte[] all;
        private int at;

        Cut(byte[] all) {
            this.all = all;
        }

        byte[] next(int length) {
            int end = (int) Math.min(all.length, (long) at + length);
            byte[] part = Arrays.copyOfRange(all, at, end);
            at = end;
            return part;
        }
    }
}
