package dev.jenvoy.delivery.output;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/**
 * Decodes the pieces of a log, in order. A character may be cut between two pieces of its stream; one that is cut by an
 * omission is left out. Malformed bytes become replacement characters. Used by one thread.
 */
public final class LogText {

    private static final int LONGEST_CHARACTER = 4;

    private final Map<OutputSink.Stream, Decoder> decoders = new EnumMap<>(OutputSink.Stream.class);

    /** @param from where the log is read from; more than 0 may be within a character */
    public LogText(long from) {
        for (OutputSink.Stream stream : OutputSink.Stream.values()) {
            decoders.put(stream, new Decoder(from > 0));
        }
    }

    /** Returns the text of the next piece, without an incomplete character at its end; empty for an omission. */
    public String next(LogPiece piece) {
        if (piece instanceof LogPiece.Printed printed) {
            return decoder(printed.stream()).next(printed.bytes());
        }
        decoders.values().forEach(Decoder::cut);
        return "";
    }

    /** Returns the replacement of an incomplete character at the end of a stream; empty if its end is whole. */
    public String end(OutputSink.Stream stream) {
        return decoder(stream).rest.length > 0 ? "\ufffd" : "";
    }

    private Decoder decoder(OutputSink.Stream stream) {
        return java.util.Objects.requireNonNull(decoders.get(stream));
    }

    private static final class Decoder {

        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);

        /** The incomplete character at the end of the last piece; three bytes at most. */
        private byte[] rest = new byte[0];

        /** Whether the next bytes may be the rest of a character whose beginning is missing. */
        private boolean isCut;

        Decoder(boolean isCut) {
            this.isCut = isCut;
        }

        void cut() {
            rest = new byte[0];
            isCut = true;
        }

        String next(byte[] piece) {
            int from = isCut ? firstCharacter(piece) : 0;
            isCut = false;
            ByteBuffer bytes = ByteBuffer.allocate(rest.length + piece.length - from)
                    .put(rest)
                    .put(piece, from, piece.length - from)
                    .flip();
            CharBuffer text = CharBuffer.allocate(bytes.remaining());
            decoder.reset();
            decoder.decode(bytes, text, false);
            rest = new byte[bytes.remaining()];
            bytes.get(rest);
            return text.flip().toString();
        }

        /** Returns where the rest of an incomplete character ends; 0 where the bytes are no text. */
        private static int firstCharacter(byte[] bytes) {
            int start = 0;
            while (start < Math.min(bytes.length, LONGEST_CHARACTER) && (bytes[start] & 0xC0) == 0x80) {
                start++;
            }
            return start == LONGEST_CHARACTER ? 0 : start;
        }
    }
}
